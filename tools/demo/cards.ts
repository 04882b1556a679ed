import { dayIn } from './employment.ts';
import type { DemoPerson } from './people.ts';
import type { Chance } from './random.ts';
import { type DemoLedger, type DemoRow, named } from './sheet.ts';

const STAFF = ['李明', '王静', '张强', '刘洋', '陈霞', '杨勇'];
const KIN = ['kin_martyr', 'kin_duty', 'kin_illness'];
const BATCHES = [{ number: '2022-01', bank: '中国农业银行', sentOn: '2022-05-10', receivedOn: '2022-06-08' }, { number: '2022-02', bank: '中国农业银行', sentOn: '2022-09-05', receivedOn: '2022-10-12' }, { number: '2023-01', bank: '中国邮政储蓄银行', sentOn: '2023-04-06', receivedOn: '2023-05-15' }, { number: '2023-02', bank: '中国农业银行', sentOn: '2023-11-20', receivedOn: undefined }];

/** The ledgers of 一卡: contact points of the stations, some hundred contact cards, and preferential cards in every state. */
export function cardLedgers(people: DemoPerson[], stations: string[], chance: Chance): DemoLedger[] {
  const [centre = ''] = stations;
  const phone = (at: number) => `0373-76${String(10_000 + at * 37).slice(-5)}`;
  const stationOf = (township: string) => Math.max(0, stations.findIndex((name) => name.includes(township)));
  const chosen = chance.some(people, 1500);
  return [
    { ledger: 'cards.contact_point', rows: stations.map((unitId, at) => ({ unitId, staffName: STAFF[at % STAFF.length], phone: phone(at), hours: '工作日 8:30—12:00，14:30—17:30', ...(unitId === centre ? { services: '建档立卡、优待证申领、政策咨询、就业创业、困难帮扶、走访慰问、法律援助咨询；年老体弱的可以上门。' } : {}) })) },
    { ledger: 'cards.contact_card', rows: chosen.slice(0, 600).map((person) => contactCard(person, stations, stationOf(person.township), phone, chance)) },
    { ledger: 'cards.card_batch', rows: BATCHES.map(({ receivedOn, ...batch }) => ({ ...batch, ...(receivedOn ? { receivedOn, receivedBy: STAFF[0] } : {}) })) },
    { ledger: 'cards.preferential_card', rows: chosen.slice(300).map((person, at) => preferentialCard(person, stations[stationOf(person.township)]!, at, chance)) },
  ];
}

function contactCard(person: DemoPerson, stations: string[], station: number, phone: (at: number) => string, chance: Chance): DemoRow {
  const lost = chance.happens(0.03);
  return { personId: named(person), cover: 'person', unitId: stations[station], staffName: STAFF[station % STAFF.length], phone: phone(station), issuedOn: dayIn(chance, 2023), issuedBy: STAFF[station % STAFF.length], ...(lost ? { voidedOn: '2024-01-05', voidReason: 'lost' } : {}) };
}

/** One application: four in five were issued, the others stand along the way; one in fifty of the issued is lost. */
function preferentialCard(person: DemoPerson, unitId: string, at: number, chance: Chance): DemoRow {
  const batch = BATCHES[at % 3]!;
  const kind = person.roles.some((role) => KIN.includes(role)) ? 'kin' : 'veteran';
  const year = batch.number.slice(0, 4);
  const begun: DemoRow = { personId: named(person), kind, purpose: 'first', applyPlace: chance.happens(0.9) ? 'hukou' : 'residence', unitId };
  const reviewed: DemoRow = { countyResult: 'passed', countyOn: `${year}-03-06`, cityResult: 'passed', cityOn: `${year}-03-14`, provinceResult: 'passed', provinceOn: `${year}-03-28` };
  const appliedOn = `${year}-02-${String(chance.between(1, 28)).padStart(2, '0')}`;
  const made: DemoRow = { ...begun, appliedOn, ...reviewed, bank: batch.bank, cardBatchId: batch.number };
  if (at % 5 > 0) return { ...made, countyReceivedOn: batch.receivedOn, state: at % 50 === 1 ? 'lost' : 'issued', issuedOn: `${year}-12-${String(chance.between(1, 20)).padStart(2, '0')}`, recipient: person.name, cardTail: String(chance.between(0, 9999)).padStart(4, '0'), expiresOn: `${Number(year) + 10}-12-31`, ...(at % 50 === 1 ? { lostOn: '2024-01-10' } : {}) };
  const recent: DemoRow = { ...begun, appliedOn: `2023-09-${String(chance.between(1, 28)).padStart(2, '0')}` };
  switch ((at / 5) % 5) {
    case 0: return { ...recent, state: 'applied' };
    case 1: return { ...recent, state: 'reviewing', countyResult: 'passed', countyOn: '2023-10-12' };
    case 2: return { ...recent, state: 'returned', countyResult: 'returned', countyOn: '2023-10-12' };
    case 3: return { ...recent, state: 'making', countyResult: 'passed', countyOn: '2023-10-12', cityResult: 'passed', cityOn: '2023-10-20', provinceResult: 'passed', provinceOn: '2023-11-02', bank: BATCHES[3]!.bank, cardBatchId: BATCHES[3]!.number };
    default: return { ...made, state: 'waiting', countyReceivedOn: batch.receivedOn };
  }
}
