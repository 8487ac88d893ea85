-- What users set for themselves.
create table preference (
    tenant uuid not null,
    user_id uuid not null,
    name text not null,
    value jsonb not null,
    updated_at timestamptz not null,
    primary key (tenant, user_id, name)
);

-- What users were told: ids and codes, no personal data.
create table notice (
    tenant uuid not null,
    user_id uuid not null,
    id uuid not null,
    kind text not null,
    path text not null,
    actor uuid,
    details jsonb not null,
    at timestamptz not null,
    read_at timestamptz,
    primary key (tenant, user_id, id)
);

create index notice_newest on notice (tenant, user_id, at desc, id desc);
create index notice_at on notice (at);
