-- Events. Modules write to core.event in their own transactions; the sequencer moves what is committed to
-- core.event_log, where each has its position. So a late commit is never behind a reader.

create table core.event (
    tenant    uuid not null,
    id        bigint generated always as identity,
    type      text not null,
    aggregate uuid not null,
    actor     uuid not null,
    at        timestamptz not null default clock_timestamp(),
    data      jsonb not null default '{}'
);
create index event_id on core.event (id);

create sequence core.event_position;

create table core.event_log (
    position  bigint not null,
    tenant    uuid not null,
    type      text not null,
    aggregate uuid not null,
    actor     uuid not null,
    at        timestamptz not null,
    data      jsonb not null
);
-- Not unique by declaration: the sequence is, and the sequencer is alone.
create index event_log_position on core.event_log (position);
create index event_log_at on core.event_log using brin (at);

-- Where each reader stands, and which node reads for it.
create table core.event_consumer (
    tenant       uuid not null,
    name         text not null,
    position     bigint not null default 0,
    owner        uuid,
    owned_until  timestamptz,
    primary key (tenant, name)
);

-- The audit trail. Modules write to core.audit in their own transactions; the sealer moves what is committed to
-- core.audit_log and chains it.

create table core.audit (
    tenant  uuid not null,
    id      bigint generated always as identity,
    at      timestamptz not null default clock_timestamp(),
    actor   text not null,
    action  text not null,
    subject text not null,
    details json not null default '{}'
);
create index audit_id on core.audit (id);

create table core.audit_log (
    tenant   uuid not null,
    sequence bigint not null,
    at       timestamptz not null,
    actor    text not null,
    action   text not null,
    subject  text not null,
    details  json not null,
    hash     bytea not null,
    primary key (tenant, sequence)
);
create index audit_log_at on core.audit_log (tenant, at);
create index audit_log_subject on core.audit_log (tenant, split_part(subject, ':', 2), sequence);
create index audit_log_actor on core.audit_log (tenant, actor, sequence);

-- Where each chain ends, under a seal that only the holder of the master key can make.
create table core.audit_head (
    tenant   uuid not null,
    sequence bigint not null,
    hash     bytea not null,
    seal     bytea not null,
    primary key (tenant)
);

-- Data keys, wrapped by a master key that is not here.
create table core.data_key (
    tenant     uuid not null,
    id         uuid not null,
    scope      text not null,
    master     integer not null,
    wrapped    bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant, id),
    unique (tenant, scope)
);
create index data_key_id on core.data_key (id);

create table core.secret (
    tenant     uuid not null,
    id         uuid not null,
    owner      text not null,
    key_id     uuid not null,
    sealed     bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant, id)
);

-- Blobs. The name is sealed as the content is: it may say as much.
create table core.blob (
    tenant      uuid not null,
    id          uuid not null,
    key_id      uuid not null,
    name_sealed bytea not null,
    media_type  text not null,
    size        bigint not null,
    sha256      text not null,
    created_at  timestamptz not null default clock_timestamp(),
    kept_at     timestamptz,
    primary key (tenant, id)
);
create index blob_id on core.blob (id);
create index blob_orphan on core.blob (created_at) where kept_at is null;
create index blob_key on core.blob (key_id);

create table core.blob_chunk (
    tenant     uuid not null,
    blob       uuid not null,
    number     integer not null,
    sealed     bytea not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (tenant, blob, number)
);
create index blob_chunk_blob on core.blob_chunk (blob, number);
alter table core.blob_chunk alter column sealed set storage external;

-- Configuration: the truth, of which each node's Config Admin is a projection.
create sequence core.configuration_revision;

create table core.configuration (
    tenant     uuid not null,
    pid        text not null,
    factory    text,
    name       text not null,
    -- One entry for each value: an attribute with several stands there several times.
    attributes text[] not null,
    texts      text[] not null,
    version    bigint not null,
    revision   bigint not null default nextval('core.configuration_revision'),
    deleted    boolean not null default false,
    changed_at timestamptz not null default clock_timestamp(),
    primary key (tenant, pid)
);
create index configuration_by_revision on core.configuration (revision);
