import { clientOf } from '#base/web/client.ts';
import { organisationOperations } from '../operations.ts';

const { accounts, roleRequests, unitActs, returns, sessions, changePassword, setUpState, setUpCounties, setUp, decisions, divisions } = organisationOperations;

/** The calls of this module's own pages, beside the standard ones of its records. */
export const organisationClient = clientOf({ accounts, roleRequests, unitActs, returns, sessions, changePassword, setUpState, setUpCounties, setUp, divisions, decisions: { finish: decisions.finish } });
