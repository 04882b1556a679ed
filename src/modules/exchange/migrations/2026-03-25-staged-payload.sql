-- Staged values are mostly ciphertext: trying to compress it costs the import more than writing it. Kept out of line, marking a row as written does not copy it.
alter table exchange.row
  alter column payload set storage external,
  alter column before set storage external;
alter table exchange.row set (toast_tuple_target = 256);
