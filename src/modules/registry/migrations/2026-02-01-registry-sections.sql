create table registry.identity_paper (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  issuer text,
  valid_from date,
  valid_until date,
  long_term boolean,
  native_place text,
  same_as_hukou boolean,
  constraint identity_paper_pkey primary key (county_code, id),
  constraint identity_paper_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint identity_paper_one unique (county_code, person_id)
);
comment on table registry.identity_paper is '证件与籍贯，一人一行';
create index identity_paper_by_division on registry.identity_paper (county_code, division_code, id);
create index identity_paper_by_batch on registry.identity_paper (county_code, batch_id) where batch_id is not null;
select house.protect('registry.identity_paper', 'division');

create table registry.party_standing (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  joined_on text,
  branch text,
  transferred_on text,
  deputy text,
  constraint party_standing_pkey primary key (county_code, id),
  constraint party_standing_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint party_standing_one unique (county_code, person_id)
);
comment on table registry.party_standing is '政治面貌详情，一人一行';
create index party_standing_by_division on registry.party_standing (county_code, division_code, id);
create index party_standing_by_batch on registry.party_standing (county_code, batch_id) where batch_id is not null;
select house.protect('registry.party_standing', 'division');

create table registry.livelihood (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  housing text,
  household_income_sealed text,
  household_income_index text,
  personal_income_sealed text,
  personal_income_index text,
  income_year integer,
  assistance text[],
  alone text,
  pension text,
  pension_place text,
  pension_months integer,
  pension_gaps text,
  medical_insurance text,
  labour_sealed text,
  labour_index text,
  self_care_sealed text,
  self_care_index text,
  difficulties text[],
  demands text[],
  note text,
  constraint livelihood_pkey primary key (county_code, id),
  constraint livelihood_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint livelihood_one unique (county_code, person_id)
);
comment on table registry.livelihood is '生活状况，一人一行；收入、劳动和生活能力加密';
create index livelihood_by_division on registry.livelihood (county_code, division_code, id);
create index livelihood_by_batch on registry.livelihood (county_code, batch_id) where batch_id is not null;
select house.protect('registry.livelihood', 'division');

create table registry.health_state (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  chronic_sealed text,
  chronic_index text,
  civil_cert_no_sealed text,
  civil_cert_no_index text,
  civil_kind_sealed text,
  civil_kind_index text,
  civil_grade_sealed text,
  civil_grade_index text,
  note_sealed text,
  note_index text,
  constraint health_state_pkey primary key (county_code, id),
  constraint health_state_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint health_state_one unique (county_code, person_id)
);
comment on table registry.health_state is '健康状况，一人一行；全部加密';
create index health_state_by_division on registry.health_state (county_code, division_code, id);
create index health_state_by_batch on registry.health_state (county_code, batch_id) where batch_id is not null;
select house.protect('registry.health_state', 'division');

create table registry.service_detail (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  enlist_place text,
  hukou_before text,
  era text,
  rank_on text,
  duty text,
  skills text,
  specialty text,
  hard_service text[],
  hard_years integer,
  combat_kinds text[],
  nuclear_kind_sealed text,
  nuclear_kind_index text,
  verified_on date,
  verified_document text,
  note text,
  constraint service_detail_pkey primary key (county_code, id),
  constraint service_detail_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint service_detail_one unique (county_code, person_id)
);
comment on table registry.service_detail is '服役补充，一人一行；不收集部队番号、代号';
create index service_detail_by_division on registry.service_detail (county_code, division_code, id);
create index service_detail_by_batch on registry.service_detail (county_code, batch_id) where batch_id is not null;
select house.protect('registry.service_detail', 'division');

create table registry.settlement_detail (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  place text,
  away_reason text,
  introduced_on date,
  started_on date,
  waiting_months integer,
  archive_received_on date,
  archive_check text,
  grant_amount bigint,
  grant_paid_on date,
  note text,
  constraint settlement_detail_pkey primary key (county_code, id),
  constraint settlement_detail_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint settlement_detail_one unique (county_code, person_id)
);
comment on table registry.settlement_detail is '安置补充，一人一行';
create index settlement_detail_by_division on registry.settlement_detail (county_code, division_code, id);
create index settlement_detail_by_batch on registry.settlement_detail (county_code, batch_id) where batch_id is not null;
select house.protect('registry.settlement_detail', 'division');

create table registry.disability_detail (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  injured_on_sealed text,
  injured_on_index text,
  injured_place_sealed text,
  injured_place_index text,
  rated_on text,
  valid_until date,
  affiliation text,
  parts_sealed text,
  parts_index text,
  mental_sealed text,
  mental_index text,
  occupational_sealed text,
  occupational_index text,
  aid_sealed text,
  aid_index text,
  care_mode_sealed text,
  care_mode_index text,
  note text,
  constraint disability_detail_pkey primary key (county_code, id),
  constraint disability_detail_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint disability_detail_one unique (county_code, person_id)
);
comment on table registry.disability_detail is '残疾补充，一人一行；伤情加密';
create index disability_detail_by_division on registry.disability_detail (county_code, division_code, id);
create index disability_detail_by_batch on registry.disability_detail (county_code, batch_id) where batch_id is not null;
select house.protect('registry.disability_detail', 'division');

create table registry.bereavement (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  relation text,
  death_kind text,
  deceased_id uuid,
  deceased_name text,
  died_on text,
  certificate_no_sealed text,
  certificate_no_index text,
  holds_certificate boolean,
  approved_by text,
  buried_at text,
  kin_count integer,
  note text,
  constraint bereavement_pkey primary key (county_code, id),
  constraint bereavement_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint bereavement_one unique (county_code, person_id),
  constraint bereavement_deceased foreign key (county_code, deceased_id) references registry.person (county_code, id),
  constraint bereavement_other check (deceased_id is null or deceased_id <> person_id)
);
comment on table registry.bereavement is '遗属信息，一人一行';
create index bereavement_by_division on registry.bereavement (county_code, division_code, id);
create index bereavement_by_batch on registry.bereavement (county_code, batch_id) where batch_id is not null;
select house.protect('registry.bereavement', 'division');

create index bereavement_by_deceased on registry.bereavement (county_code, deceased_id) where deceased_id is not null;

create table registry.collection (
  county_code text not null,
  id uuid not null,
  version integer not null default 1,
  division_code text collate "C" not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  batch_id uuid,
  person_id uuid not null,
  collected_on date,
  collector text,
  collector_unit text,
  collector_phone_sealed text,
  collector_phone_index text,
  told_on date,
  signed_on date,
  reviewer text,
  reviewed_on date,
  opinion text,
  note text,
  constraint collection_pkey primary key (county_code, id),
  constraint collection_person foreign key (county_code, person_id) references registry.person (county_code, id),
  constraint collection_one unique (county_code, person_id)
);
comment on table registry.collection is '信息采集和审核，一人一行';
create index collection_by_division on registry.collection (county_code, division_code, id);
create index collection_by_batch on registry.collection (county_code, batch_id) where batch_id is not null;
select house.protect('registry.collection', 'division');
