import type { MenuSection } from '#base/web/shell/menu.ts';

/** The menu, in the order of the county's yearly bulletin: the four chapters, then what stands across them. */
export const MENU: readonly MenuSection[] = [
  { entries: [{ label: '工作台', path: '/' }] },
  { label: '建档立卡', entries: [
    { label: '服务对象', path: '/registry/persons', permission: 'registry.read' },
    { label: '户台账', path: '/registry/households', permission: 'registry.read' },
    { label: '身份记录', path: '/registry/roles', permission: 'registry.read' },
  ] },
  { label: '创建', entries: [
    { label: '机构台账', path: '/organisation/units', permission: 'units.read' },
    { label: '站长会议', path: '/organisation/meetings', permission: 'organisation.read' },
    { label: '会议签到', path: '/organisation/attendance', permission: 'organisation.read' },
    { label: '交办事项', path: '/organisation/decisions', permission: 'organisation.read' },
    { label: '星级申报', path: '/ratings/applications', permission: 'ratings.read' },
    { label: '星级评分', path: '/ratings/sheets', permission: 'ratings.read' },
    { label: '评分指标', path: '/ratings/criteria', permission: 'ratings.read' },
  ] },
  { label: '就业创业', entries: [
    { label: '就业台账（一人一册）', path: '/employment/profiles', permission: 'employment.read' },
    { label: '就业经历', path: '/employment/spells', permission: 'employment.read' },
    { label: '用人单位', path: '/employment/employers', permission: 'employment.read' },
    { label: '招聘岗位', path: '/employment/vacancies', permission: 'employment.read' },
    { label: '公益性岗位', path: '/employment/public-posts', permission: 'employment.read' },
    { label: '招聘会', path: '/employment/job-fairs', permission: 'employment.read' },
    { label: '就业意向', path: '/employment/intents', permission: 'employment.read' },
    { label: '一对一服务', path: '/employment/services', permission: 'employment.read' },
    { label: '创业台账', path: '/employment/start-ups', permission: 'employment.read' },
    { label: '承训机构', path: '/training/providers', permission: 'training.read' },
    { label: '培训期次', path: '/training/sessions', permission: 'training.read' },
    { label: '参训台账', path: '/training/attendances', permission: 'training.read' },
  ] },
  { label: '服务保障', entries: [
    { label: '走访台账', path: '/care/visits', permission: 'care.read' },
    { label: '光荣牌', path: '/care/plaques', permission: 'care.read' },
    { label: '送喜报', path: '/care/merit-deliveries', permission: 'care.read' },
    { label: '尊崇工作法', path: '/care/methods', permission: 'care.read' },
  ] },
  { label: '双拥', entries: [
    { label: '祭扫台账', path: '/memorial/visits', permission: 'memorial.read' },
    { label: '纪念设施', path: '/memorial/sites', permission: 'memorial.read' },
    { label: '来访单位', path: '/memorial/organisations', permission: 'memorial.read' },
    { label: '单位别名', path: '/memorial/aliases', permission: 'memorial.read' },
    { label: '老兵工作室', path: '/publicity/studios', permission: 'publicity.read' },
    { label: '老兵宣讲', path: '/publicity/lectures', permission: 'publicity.read' },
    { label: '双拥活动', path: '/publicity/activities', permission: 'publicity.read' },
  ] },
];
