import { inventCitizenId } from '#test/world.ts';
import type { Given, HouseholdFile, PersonFile } from './rules/file.ts';
import { DEFAULT_LIMITS } from './schema/limits.ts';

/** The day on which the rule tests judge. */
export const GIVEN: Given = { today: '2026-02-15', limits: DEFAULT_LIMITS };

/** A complete file of an invented veteran, in which no rule finds anything, with overrides. */
export function fileOf(overrides: Partial<PersonFile> = {}): PersonFile {
  const birthOn = overrides.birthOn ?? '1968-05-01';
  return {
    id: 'p1', divisionCode: '999001100201', name: '张建国', citizenId: birthOn && birthOn < '2100' ? inventCitizenId(birthOn) : null, sex: 'male', birthOn, roles: ['vet_self_employed'], state: 'registered',
    ethnicity: '汉族', politicalStatus: '01', education: '70', marriage: '20', mobile: '19912345670', phone: null, emergencyContact: '张爱国', emergencyPhone: '19912345671',
    hukouKind: 'urban', hukouAddress: 'a', residenceAddress: 'b', householdId: null, householdRelation: null,
    enlistedOn: '1986-11', dischargedOn: '1990-03', serviceYears: 4, branch: 'army', rank: 'private', dischargeCertNo: 'c', settlement: 'self', settledOn: null, reportedOn: null, receivingUnit: null,
    disabilityGrade: null, disabilityNature: null, disabilityCertNo: null, bankName: '农商银行', bankHolder: '张建国', bankAccount: '6228480000000000018',
    registeredOn: '2019-03-11', changedOn: null, diedOn: null, updatedOn: '2025-10-01',
    roleRows: [{ id: 'o1', role: 'vet_self_employed', status: 'current', fromOn: null, basis: null, document: null, note: null, updatedOn: '2025-10-01' }],
    recipients: [], plaques: [], cards: [], profile: { id: 'e1', status: 'employed', confirmedOn: '2025-09-01' }, lastPayment: null,
    shared: { mobile: 1, bankAccount: 1, dischargeCertNo: 1, disabilityCertNo: 0, nameBirth: 1, elsewhere: false },
    ...overrides,
  };
}

/** A household of a couple, in which no rule finds anything, with overrides. */
export function houseOf(overrides: Partial<HouseholdFile> = {}): HouseholdFile {
  return { id: 'h1', divisionCode: '999001100201', headName: '张建国', hasAddress: true, members: 3, persons: [{ name: '张建国', relation: '01', state: 'registered' }, { name: '李梅', relation: '10', state: 'registered' }], ...overrides };
}

const role = (one: string, more: object = {}) => ({ id: 'o2', role: one, status: 'current', fromOn: '2010-01', basis: 'approval', document: '民〔2010〕1号', note: null, updatedOn: '2025-10-01', ...more });
const recipient = (more: object = {}) => ({ id: 'b1', category: 'ill_returned', state: 'receiving', grade: null, startedOn: '2010-01', endedOn: null, basis: '民〔2010〕1号', hasAccount: true, ...more });
/** Somebody with one benefit role, its papers and its benefit. */
const benefitted = (one: string, more: Partial<PersonFile> = {}): Partial<PersonFile> => ({ roles: ['vet_self_employed', one], roleRows: [role(one)], recipients: [recipient({ category: one })], ...more });
const disabled = (more: Partial<PersonFile> = {}) => benefitted('disabled', { disabilityGrade: '08', disabilityNature: '1', disabilityCertNo: 'd', ...more });
const dead = (more: Partial<PersonFile> = {}): Partial<PersonFile> => ({ state: 'dead', diedOn: '2025-06-10', roles: [], roleRows: [], ...more });

type Case = { finds: Partial<PersonFile>; silent: Partial<PersonFile> };

/** Every rule about a person: overrides in which it finds something, and overrides close to them in which it stays silent. */
export const PERSON_CASES: Record<string, Case> = {
  'id.missing': { finds: { citizenId: null }, silent: { citizenId: null, state: 'moved' } },
  'id.invalid': { finds: { citizenId: '999001196805010012' }, silent: {} },
  'id.birth': { finds: { citizenId: inventCitizenId('1968-05-02') }, silent: { citizenId: inventCitizenId('1968-05-01') } },
  'id.sex': { finds: { sex: 'female' }, silent: { sex: 'female', citizenId: inventCitizenId('1968-05-01', 'female') } },
  'name.odd': { finds: { name: '张建国1' }, silent: { name: '买买提·艾山' } },
  'name.short': { finds: { name: '张' }, silent: { name: '张三' } },
  'birth.early': { finds: { birthOn: '1899-12-31' }, silent: { birthOn: '1900-01-01' } },
  'birth.future': { finds: { birthOn: '2026-02-16' }, silent: { birthOn: '2026-02-15' } },
  'age.high': { finds: { birthOn: '1911-02-15' }, silent: { birthOn: '1911-02-16' } },
  'age.young': { finds: { birthOn: '2008-02-16' }, silent: { birthOn: '2008-02-15' } },
  'person.elsewhere': { finds: { shared: { ...fileOf().shared, nameBirth: 2, elsewhere: true } }, silent: { shared: { ...fileOf().shared, nameBirth: 2 } } },
  'person.twice': { finds: { shared: { ...fileOf().shared, nameBirth: 2 } }, silent: { shared: { ...fileOf().shared, nameBirth: 2, elsewhere: true } } },
  'ethnicity.missing': { finds: { ethnicity: null }, silent: { ethnicity: null, state: 'moved' } },
  'ethnicity.unknown': { finds: { ethnicity: '河南' }, silent: { ethnicity: '维吾尔' } },
  'politics.missing': { finds: { politicalStatus: null }, silent: { politicalStatus: null, state: 'dead' } },
  'politics.league': { finds: { politicalStatus: '13', birthOn: '1997-02-15' }, silent: { politicalStatus: '13', birthOn: '1997-02-16' } },
  'politics.party': { finds: { politicalStatus: '01', birthOn: '2008-02-16' }, silent: { politicalStatus: '13', birthOn: '2008-02-16' } },
  'education.missing': { finds: { education: null }, silent: { education: null, state: 'cancelled' } },
  'marriage.missing': { finds: { marriage: null }, silent: { marriage: '10' } },
  'marriage.age': { finds: { marriage: '20', birthOn: '2004-02-16' }, silent: { marriage: '20', birthOn: '2004-02-15' } },
  'soon.men': { finds: { birthOn: '1966-05-15' }, silent: { birthOn: '1966-05-16' } },
  'soon.women': { finds: { birthOn: '1971-03-01', sex: 'female' }, silent: { birthOn: '1971-03-01', sex: 'male' } },

  'phone.none': { finds: { mobile: null, emergencyPhone: null }, silent: { mobile: null, phone: '0373-7691234' } },
  'mobile.none': { finds: { mobile: null, phone: '0373-7691234' }, silent: { phone: '0373-7691234' } },
  'mobile.landline': { finds: { mobile: '0373-7691234' }, silent: { mobile: '19912345670' } },
  'mobile.filler': { finds: { mobile: '13800000000' }, silent: { mobile: '13800000001' } },
  'mobile.shared': { finds: { shared: { ...fileOf().shared, mobile: 3 } }, silent: { shared: { ...fileOf().shared, mobile: 2 } } },
  'emergency.same': { finds: { emergencyPhone: '19912345670' }, silent: { emergencyPhone: '19912345671' } },
  'emergency.nameless': { finds: { emergencyContact: null }, silent: { emergencyContact: null, emergencyPhone: null } },
  'emergency.phoneless': { finds: { emergencyPhone: null }, silent: { emergencyContact: null, emergencyPhone: null } },
  'emergency.none': { finds: { birthOn: '1956-02-15', emergencyContact: null, emergencyPhone: null }, silent: { birthOn: '1956-02-16', emergencyContact: null, emergencyPhone: null } },
  'hukou.kind': { finds: { hukouKind: null }, silent: { hukouKind: 'rural', birthOn: '1970-01-01' } },
  'hukou.address': { finds: benefitted('ill_returned', { hukouAddress: null }), silent: { hukouAddress: null } },
  'residence.missing': { finds: { residenceAddress: null }, silent: { residenceAddress: null, state: 'moved' } },
  'place.village': { finds: { divisionCode: '999001100000' }, silent: { divisionCode: '999001100202' } },
  'household.none': { finds: { roles: ['family_active'], roleRows: [role('family_active', { note: '子张卫国' })] }, silent: { roles: ['family_active'], roleRows: [role('family_active')], householdId: 'h1', householdRelation: '01' } },
  'household.relation': { finds: { householdId: 'h1' }, silent: { householdId: 'h1', householdRelation: '01' } },
  'household.relationOnly': { finds: { householdRelation: '01' }, silent: { householdId: 'h1', householdRelation: '01' } },
  'family.link': { finds: { roles: ['family_active'], roleRows: [role('family_active', { document: null })] }, silent: { roles: ['family_active'], roleRows: [role('family_active', { document: null, note: '子张卫国' })] } },

  'enlist.missing': { finds: { enlistedOn: null }, silent: { enlistedOn: null, roles: ['kin_martyr'] } },
  'discharge.missing': { finds: { dischargedOn: null }, silent: { dischargedOn: null, roles: ['kin_martyr'] } },
  'enlist.child': { finds: { enlistedOn: '1980-04-30' }, silent: { enlistedOn: '1980-05-01' } },
  'enlist.age': { finds: { enlistedOn: '1985-04-30' }, silent: { enlistedOn: '1985-05-01' } },
  'discharge.order': { finds: { dischargedOn: '1986-10' }, silent: { dischargedOn: '1986' } },
  'discharge.future': { finds: { dischargedOn: '2026-03' }, silent: { dischargedOn: '2026-02' } },
  'discharge.afterDeath': { finds: { state: 'dead', diedOn: '1990-02-01', dischargedOn: '1990-03' }, silent: { state: 'dead', diedOn: '1990-03-20', dischargedOn: '1990-03' } },
  'service.long': { finds: { serviceYears: 45, rank: null }, silent: { serviceYears: 44, rank: null } },
  'service.conscript': { finds: { serviceYears: 8 }, silent: { serviceYears: 8, rank: 'nco_junior' } },
  'settle.missing': { finds: { settlement: null }, silent: { settlement: 'none' } },
  'settle.order': { finds: { settledOn: '1990-02' }, silent: { settledOn: '1990-03' } },
  'settle.role': { finds: { settlement: 'assigned' }, silent: { settlement: 'assigned', roles: ['vet_assigned'], receivingUnit: '县水利局' } },
  'settle.rank': { finds: { settlement: 'transfer' }, silent: { settlement: 'transfer', rank: 'officer_junior' } },
  'settle.unit': { finds: { settlement: 'assigned' }, silent: { settlement: 'assigned', receivingUnit: '县水利局' } },
  'report.early': { finds: { reportedOn: '1990-02-28' }, silent: { reportedOn: '1990-03-01' } },
  'report.late': { finds: { reportedOn: '1990-05-01' }, silent: { reportedOn: '1990-04-30' } },
  'rank.missing': { finds: { rank: null }, silent: { rank: null, roles: ['kin_martyr'] } },
  'branch.missing': { finds: { branch: null }, silent: { branch: 'other' } },
  'branch.founded': { finds: { branch: 'rocketForce', dischargedOn: '1966-06' }, silent: { branch: 'rocketForce', dischargedOn: '1966-07' } },
  'branch.militia': { finds: { branch: 'militia' }, silent: { branch: 'militia', roles: ['disabled_other'] } },
  'rank.abolished': { finds: { rank: 'nco_junior', dischargedOn: '1985-01' }, silent: { rank: 'nco_junior', dischargedOn: '1988-10' } },
  'cert.missing': { finds: { dischargeCertNo: null }, silent: { dischargeCertNo: null, dischargedOn: null } },
  'cert.twice': { finds: { shared: { ...fileOf().shared, dischargeCertNo: 2 } }, silent: { shared: { ...fileOf().shared, dischargeCertNo: 2 }, state: 'dead' } },

  'role.none': { finds: { roles: [] }, silent: { roles: [], state: 'moved' } },
  'role.unclassified': { finds: { roles: ['vet_unclassified'] }, silent: {} },
  'role.basis': { finds: benefitted('ill_returned', { roleRows: [role('ill_returned', { basis: null, document: null })] }), silent: benefitted('ill_returned', { roleRows: [role('ill_returned', { basis: null })] }) },
  'role.from': { finds: benefitted('ill_returned', { roleRows: [role('ill_returned', { fromOn: null })] }), silent: benefitted('ill_returned') },
  'role.future': { finds: benefitted('ill_returned', { roleRows: [role('ill_returned', { fromOn: '2026-03' })] }), silent: benefitted('ill_returned', { roleRows: [role('ill_returned', { fromOn: '2026-02' })] }) },
  'role.beforeBirth': { finds: benefitted('ill_returned', { roleRows: [role('ill_returned', { fromOn: '1968-04' })] }), silent: benefitted('ill_returned', { roleRows: [role('ill_returned', { fromOn: '1968' })] }) },
  'role.pending': { finds: { roleRows: [role('combat', { status: 'pending', updatedOn: '2025-11-16' })] }, silent: { roleRows: [role('combat', { status: 'pending', updatedOn: '2025-11-17' })] } },
  'rural60.young': { finds: benefitted('rural60', { birthOn: '1966-02-16' }), silent: benefitted('rural60', { birthOn: '1966-02-15' }) },
  'rural60.hukou': { finds: benefitted('rural60', { birthOn: '1960-01-01' }), silent: benefitted('rural60', { birthOn: '1960-01-01', hukouKind: 'rural' }) },
  'rural60.period': { finds: benefitted('rural60', { enlistedOn: '1954-10-31' }), silent: benefitted('rural60', { enlistedOn: '1954-11-01' }) },
  'rural60.soon': { finds: { hukouKind: 'rural', birthOn: '1966-03-01' }, silent: { hukouKind: 'urban', birthOn: '1966-03-01' } },
  'rural60.due': { finds: { hukouKind: 'rural', birthOn: '1966-02-15' }, silent: { hukouKind: 'rural', birthOn: '1966-02-16' } },
  'martyrChild.young': { finds: benefitted('martyr_child_60', { birthOn: '1966-02-16' }), silent: benefitted('martyr_child_60', { birthOn: '1966-02-15' }) },
  'kin.18': { finds: benefitted('kin_martyr', { birthOn: '2008-05-15' }), silent: benefitted('kin_martyr', { birthOn: '2008-02-15' }) },
  'kin.22': { finds: benefitted('kin_duty', { birthOn: '2004-05-15' }), silent: benefitted('kin_duty', { birthOn: '2004-05-16' }) },
  'demobilised.enlist': { finds: benefitted('demobilised_old', { enlistedOn: '1954-11' }), silent: benefitted('demobilised_old', { enlistedOn: '1954' }) },
  'redArmy.birth': { finds: { roles: ['red_army'], birthOn: '1931-01-01' }, silent: { roles: ['red_army'], birthOn: '1920-01-01' } },
  'ill.rank': { finds: benefitted('ill_returned', { rank: 'officer_junior' }), silent: benefitted('ill_returned', { rank: 'nco_junior' }) },
  'martyr.alive': { finds: { roles: ['martyr_no_kin'] }, silent: { roles: ['martyr_no_kin'], state: 'dead' } },
  'dead.roles': { finds: dead({ roleRows: [role('combat')] }), silent: dead({ roleRows: [role('combat', { status: 'ended' })] }) },
  'moved.roles': { finds: { state: 'moved', changedOn: '2025-01-01', roleRows: [role('combat')] }, silent: { state: 'moved', changedOn: '2025-01-01' } },

  'disability.grade': { finds: disabled({ disabilityGrade: null }), silent: disabled() },
  'disability.nature': { finds: disabled({ disabilityNature: null }), silent: disabled() },
  'disability.cert': { finds: disabled({ disabilityCertNo: null }), silent: disabled() },
  'disability.certTwice': { finds: disabled({ shared: { ...fileOf().shared, disabilityCertNo: 2 } }), silent: disabled({ shared: { ...fileOf().shared, disabilityCertNo: 1 } }) },
  'disability.illness': { finds: disabled({ disabilityGrade: '07', disabilityNature: '3' }), silent: disabled({ disabilityGrade: '06', disabilityNature: '3' }) },
  'disability.role': { finds: { disabilityGrade: '08', disabilityNature: '1', disabilityCertNo: 'd' }, silent: disabled() },
  'support.grade': { finds: disabled({ roles: ['state_supported', 'disabled'], disabilityGrade: '05' }), silent: disabled({ roles: ['state_supported', 'disabled'], disabilityGrade: '04' }) },
  'bank.shared': { finds: { shared: { ...fileOf().shared, bankAccount: 5 } }, silent: { shared: { ...fileOf().shared, bankAccount: 4 } } },
  'bank.check': { finds: { bankAccount: '6228480000000000010' }, silent: { bankAccount: '6228480000000000018' } },
  'bank.holder': { finds: { bankHolder: '李梅' }, silent: { bankHolder: null } },
  'bank.name': { finds: { bankName: null }, silent: { bankName: null, bankAccount: null } },
  'bank.missing': { finds: benefitted('ill_returned', { bankAccount: null, recipients: [recipient({ hasAccount: false })] }), silent: benefitted('ill_returned', { bankAccount: null }) },
  'benefit.dead': { finds: dead({ recipients: [recipient()] }), silent: dead({ recipients: [recipient({ state: 'deceased', endedOn: '2025-06' })] }) },
  'benefit.moved': { finds: { state: 'moved', changedOn: '2025-01-01', recipients: [recipient()] }, silent: { state: 'moved', changedOn: '2025-01-01', recipients: [recipient({ state: 'moved', endedOn: '2025-01' })] } },
  'benefit.role': { finds: { recipients: [recipient()] }, silent: benefitted('ill_returned') },
  'benefit.grade': { finds: disabled({ recipients: [recipient({ category: 'disabled', grade: '07' })] }), silent: disabled({ recipients: [recipient({ category: 'disabled', grade: '08' })] }) },
  'benefit.start': { finds: benefitted('ill_returned', { recipients: [recipient({ startedOn: null })] }), silent: benefitted('ill_returned') },
  'benefit.end': { finds: { recipients: [recipient({ state: 'cancelled' })] }, silent: { recipients: [recipient({ state: 'stopped' })] } },
  'benefit.ended': { finds: benefitted('ill_returned', { recipients: [recipient({ endedOn: '2026-01' })] }), silent: benefitted('ill_returned', { recipients: [recipient({ endedOn: '2026-02' })] }) },
  'benefit.basis': { finds: benefitted('ill_returned', { recipients: [recipient({ basis: null })] }), silent: benefitted('ill_returned') },
  'benefit.twoRegular': { finds: benefitted('rural60', { birthOn: '1960-01-01', recipients: [recipient({ category: 'rural60' }), recipient({ id: 'b2', category: 'ill_returned' })] }), silent: benefitted('rural60', { birthOn: '1960-01-01', recipients: [recipient({ category: 'rural60' }), recipient({ id: 'b2', state: 'stopped', endedOn: '2020-01' })] }) },
  'benefit.none': { finds: benefitted('ill_returned', { recipients: [] }), silent: benefitted('ill_returned', { recipients: [recipient({ state: 'recognisedOnly' })] }) },
  'payment.dead': { finds: dead({ lastPayment: { id: 'm1', month: '2025-07' } }), silent: dead({ lastPayment: { id: 'm1', month: '2025-06' } }) },

  'dead.day': { finds: dead({ diedOn: null }), silent: dead() },
  'dead.order': { finds: dead({ diedOn: '1968-04-30' }), silent: dead() },
  'moved.day': { finds: { state: 'moved' }, silent: { state: 'moved', changedOn: '2025-01-01' } },
  'changed.future': { finds: { changedOn: '2026-02-16' }, silent: { changedOn: '2026-02-15' } },
  'state.unverified': { finds: { state: 'unverified', updatedOn: '2025-11-16' }, silent: { state: 'unverified', updatedOn: '2025-11-17' } },
  'file.stale': { finds: { updatedOn: '2025-02-14' }, silent: { updatedOn: '2025-02-15' } },
  'registered.missing': { finds: { registeredOn: null }, silent: { registeredOn: null, state: 'dead' } },
  'registered.future': { finds: { registeredOn: '2026-02-16' }, silent: { registeredOn: '2026-02-15' } },
  'plaque.dead': { finds: dead({ plaques: [{ id: 'q1', hungOn: '2019-07-01', cancelledOn: null, keptAfterDeath: false }] }), silent: dead({ plaques: [{ id: 'q1', hungOn: '2019-07-01', cancelledOn: null, keptAfterDeath: true }] }) },
  'plaque.moved': { finds: { state: 'moved', changedOn: '2025-01-01', plaques: [{ id: 'q1', hungOn: '2019-07-01', cancelledOn: null, keptAfterDeath: false }] }, silent: { state: 'moved', changedOn: '2025-01-01', plaques: [{ id: 'q1', hungOn: '2019-07-01', cancelledOn: '2025-01-02', keptAfterDeath: false }] } },
  'card.expiring': { finds: { cards: [{ id: 'k1', state: 'issued', expiresOn: '2026-05-15' }] }, silent: { cards: [{ id: 'k1', state: 'issued', expiresOn: '2026-05-16' }] } },
  'card.expired': { finds: { cards: [{ id: 'k1', state: 'issued', expiresOn: '2026-02-14' }] }, silent: { cards: [{ id: 'k1', state: 'issued', expiresOn: '2026-02-14' }, { id: 'k2', state: 'issued', expiresOn: '2036-01-01' }] } },
  'card.dead': { finds: dead({ cards: [{ id: 'k1', state: 'issued', expiresOn: null }] }), silent: dead() },
  'profile.stale': { finds: { profile: { id: 'e1', status: 'employed', confirmedOn: '2025-02-14' } }, silent: { profile: { id: 'e1', status: 'employed', confirmedOn: '2025-02-15' } } },
  'profile.none': { finds: { profile: null }, silent: { profile: null, birthOn: '1966-02-15' } },
};

/** Every rule about a household. */
export const HOUSEHOLD_CASES: Record<string, { finds: Partial<HouseholdFile>; silent: Partial<HouseholdFile> }> = {
  'house.empty': { finds: { persons: [] }, silent: {} },
  'house.headless': { finds: { persons: [{ name: '甲', relation: null, state: 'registered' }, { name: '乙', relation: '10', state: 'registered' }] }, silent: { persons: [{ name: '乙', relation: '10', state: 'registered' }] } },
  'house.heads': { finds: { persons: [{ name: '甲', relation: '01', state: 'registered' }, { name: '乙', relation: '01', state: 'registered' }] }, silent: { persons: [{ name: '甲', relation: '01', state: 'registered' }, { name: '乙', relation: '01', state: 'dead' }] } },
  'house.headName': { finds: { headName: '张爱国' }, silent: { headName: '张建国' } },
  'house.spouses': { finds: { persons: [{ name: '甲', relation: '10', state: 'registered' }, { name: '乙', relation: '10', state: 'registered' }, { name: '张建国', relation: '01', state: 'registered' }] }, silent: {} },
  'house.members': { finds: { members: 1 }, silent: { members: 2 } },
  'house.address': { finds: { hasAddress: false }, silent: {} },
};
