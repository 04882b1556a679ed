/** A person of a household as the rules see them; `served`: neither dead nor moved away nor struck off. */
export type Member = { id: string; name: string; relation: string | null; served: boolean };

const HEAD = '01';

/**
 * Who is left in a household when a person leaves it, and whether the head left (与户主关系 户主; where nobody is entered as such, whoever bears the
 * head's name). Of head 褚大, wife 郑二 and a dead son, 褚大 leaves 郑二 behind in service and was the head; a person alone leaves nobody, and so do 褚大 and
 * 郑二 who go together (`going`): nobody in service stays.
 */
export function leftBehind(members: readonly Member[], personId: string, headName: string | undefined, going: readonly string[] = []): { others: Member[]; served: Member[]; wasHead: boolean } {
  const others = members.filter((one) => one.id !== personId && !going.includes(one.id));
  const own = members.find((one) => one.id === personId);
  const wasHead = own !== undefined && (own.relation === HEAD || (own.name === headName && !members.some((one) => one.id !== personId && one.relation === HEAD)));
  return { others, served: others.filter((one) => one.served), wasHead };
}
