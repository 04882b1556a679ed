import { store } from '#base/server/records/store.ts';
import { Recipient } from '../schema.ts';

/** 优抚待遇台账. */
export const recipients = store(Recipient);
