-- An organisation whose data are kept apart from every other's.
create table tenant (
    tenant uuid primary key,
    name text not null,
    created_at timestamptz not null
);

create table role (
    tenant uuid not null,
    id uuid not null,
    code text not null,
    name text not null,
    built_in boolean not null,
    version bigint not null,
    primary key (tenant, id),
    unique (tenant, code)
);

-- '*' is every permission that there is.
create table role_permission (
    tenant uuid not null,
    role uuid not null,
    permission text not null,
    primary key (tenant, role, permission),
    foreign key (tenant, role) references role on delete cascade
);

-- A user or a team; what a team has, its members have. The version counts how often its roles were set.
create table holder (
    tenant uuid not null,
    id uuid not null,
    version bigint not null,
    primary key (tenant, id)
);

create table holder_role (
    tenant uuid not null,
    holder uuid not null,
    role uuid not null,
    primary key (tenant, holder, role),
    foreign key (tenant, holder) references holder,
    foreign key (tenant, role) references role
);

create index holder_role_role on holder_role (tenant, role);

-- Argon2id in PHC string format.
create table credential (
    tenant uuid not null,
    user_id uuid not null,
    password_hash text not null,
    must_change boolean not null,
    changed_at timestamptz not null,
    primary key (tenant, user_id)
);

-- SHA-256 of the cookie's token.
create table session (
    tenant uuid not null,
    id uuid not null,
    user_id uuid not null,
    token_hash bytea not null,
    address text not null,
    agent text not null,
    created_at timestamptz not null,
    used_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    ended_for text,
    primary key (tenant, id)
);

create index session_token on session (token_hash);
create index session_of_user on session (tenant, user_id) where ended_at is null;
create index session_ended on session (ended_at) where ended_at is not null;

-- SHA-256 of the token; its permissions are what it may do at most, its user's what it may do at all.
create table token (
    tenant uuid not null,
    id uuid not null,
    name text not null,
    user_id uuid not null,
    token_hash bytea not null,
    permissions text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz,
    primary key (tenant, id)
);

create index token_hash on token (token_hash);
