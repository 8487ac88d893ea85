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
    method text not null,
    confirmed_at timestamptz not null,
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

-- Secrets of one-time codes (RFC 6238), under the user's key. The pending one was shown, and no code of it has come yet.
create table second_factor (
    tenant uuid not null,
    user_id uuid not null,
    key_id uuid not null,
    secret bytea,
    pending bytea,
    confirmed_at timestamptz,
    last_step bigint not null default 0,
    primary key (tenant, user_id)
);

-- Argon2id in PHC string format, one salt for all codes of a user.
create table recovery_code (
    tenant uuid not null,
    user_id uuid not null,
    code_hash text not null,
    used_at timestamptz,
    primary key (tenant, user_id, code_hash),
    foreign key (tenant, user_id) references second_factor on delete cascade
);

-- A browser that somebody has signed in with; until it is trusted no more it needs no second factor.
create table browser (
    tenant uuid not null,
    id uuid not null,
    user_id uuid not null,
    token_hash bytea not null,
    address text not null,
    agent text not null,
    created_at timestamptz not null,
    used_at timestamptz not null,
    trusted_until timestamptz,
    primary key (tenant, id),
    unique (tenant, user_id, token_hash)
);

-- Attempts of known users to sign in. Seen: a new browser that the user has been told of.
create table sign_in (
    tenant uuid not null,
    id uuid not null,
    user_id uuid not null,
    at timestamptz not null,
    outcome text not null,
    method text not null,
    address text not null,
    agent text not null,
    new_browser boolean not null,
    seen boolean not null,
    primary key (tenant, id)
);

create index sign_in_of_user on sign_in (tenant, user_id, id desc);
create index sign_in_at on sign_in (at);
