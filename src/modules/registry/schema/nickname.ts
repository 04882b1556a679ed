import { field, record } from '#base/pure/record.ts';

/** 村庄俗称: what people call a village besides its official name; the search box understands it. */
export const Nickname = record({
  name: 'registry.nickname', path: '/registry/nicknames', label: '村庄俗称', ledger: '村庄俗称台账',
  title: 'name', list: ['name', 'note'], filters: ['name'], search: ['name'], sort: 'divisionCode', identity: ['name'], reach: 'county', personal: false,
  fields: {
    name: field.text('俗称', { required: true, max: 30, synonyms: ['别名', '小名', '村庄别名', '自然村'], help: '百姓口头的叫法、自然村名，如“东头”“李家洼”；查人时输入俗称就能找到该村的人' }),
    note: field.note('备注', { max: 300 }),
  },
});
