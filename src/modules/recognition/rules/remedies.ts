/**
 * 救济: what may be done against 不予认定, as its letter says it. 依据《行政复议法》第二十条 (sixty days), 《行政诉讼法》第四十六条 (six months, where one may sue at once)
 * and 第四十五条 (fifteen days after a decision on review). 《行政复议法》第二十三条 asks for review before suing where a duty was not fulfilled; whether a refusal is
 * one is 待核实, so the letter names review first and suing at once only 依法可以. After review only the fifteen days are left. Reading: docs/rulings/0007-recognition-course.md.
 */
export function remediesOf(reviewed: boolean): string {
  if (reviewed) return '如不服复议决定，可以自收到复议决定书之日起十五日内依法向人民法院提起行政诉讼。有新的证明材料的，可以重新提出申请。';
  return '如不服本决定，可以自收到本告知书之日起六十日内依法申请行政复议；对复议决定不服的，可以自收到复议决定书之日起十五日内向人民法院提起行政诉讼。依法可以不经复议直接起诉的，应当自收到本告知书之日起六个月内提起。有新的证明材料的，可以重新提出申请。';
}
