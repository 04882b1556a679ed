-- What an undo of a merge left to the clerk stays to be looked up: which row of which ledger, and why.
alter table duplicates.merge add column leftovers jsonb;
