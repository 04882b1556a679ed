-- 说明里会写到服刑等情况，与它旁边的结果、原因一样加密保存。没有发布过的版本，此前的明文说明不再保留。
alter table benefits.confirmation_entry drop column note, drop column review_note, drop column check_note,
  add column note_sealed text, add column note_index text, add column review_note_sealed text, add column review_note_index text, add column check_note_sealed text, add column check_note_index text;
alter table benefits.comparison_hit drop column note, add column note_sealed text, add column note_index text;
alter table benefits.movement drop column note, add column note_sealed text, add column note_index text;
update benefits.movement r set settled_print = md5(concat_ws('|', r.category, r.act, r.month, r.reason_index, r.make_good::text, r.document, r.note_index)) where r.settled_print is not null;
update house.change set before = before - 'note', after = after - 'note' where record = 'benefits.movement';
update house.change set before = before - '{note,review_note,check_note}'::text[], after = after - '{note,review_note,check_note}'::text[] where record in ('benefits.confirmation_entry', 'benefits.comparison_hit');
