/** 残疾等级 groups that the regulations treat alike: 一至四级 (国家供养), 五至六级, 七至十级. */
export type GradeGroup = 'severe' | 'middle' | 'light';

/**
 * Orders two grades, the heavier first: negative where `a` is heavier. The code '01' is 一级, the heaviest, 依据《军人抚恤优待条例》第二十六条
 * （由重到轻分为一级至十级）; reading: docs/rulings/0004-disability-grades.md. 一级 before 二级, 九级 before 十级.
 */
export function compareGrades(a: string, b: string): number {
  return Number(a) - Number(b);
}

/** The heaviest of some grades; undefined of none. 五级, 十级, 二级: 二级. */
export function heaviestGrade(grades: readonly string[]): string | undefined {
  return [...grades].sort(compareGrades)[0];
}

/** The group of a grade: 四级 severe, 五级 middle, 七级 light. */
export function gradeGroup(grade: string): GradeGroup {
  return Number(grade) <= 4 ? 'severe' : Number(grade) <= 6 ? 'middle' : 'light';
}

/** Whether a nature of disability is graded so: 因战、因公 一级至十级, 因病 一级至六级, 依据《军人抚恤优待条例》第二十七条. 因病七级: no. */
export function isRateable(grade: string, nature: string): boolean {
  return nature !== '3' || Number(grade) <= 6;
}

/** The words of a grade from its code, for papers: '01' 一级, '10' 十级. */
export function gradeWords(grade: string): string {
  return `${'一二三四五六七八九十'[Number(grade) - 1] ?? ''}级`;
}
