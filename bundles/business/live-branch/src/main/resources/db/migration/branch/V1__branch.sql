-- What a branch on web pages shows and permits.
create table branch.branch (
    tenant           uuid    not null,
    id               uuid    not null,
    -- what pages name it by; also the name of its chat account
    code             text    not null,
    name             text    not null,
    title            text    not null,
    greeting         text    not null,
    colour           text    not null,
    -- en, de, hr; null = what the visitor's browser says
    language         text,
    -- to choose from before the first message; none = not asked
    subjects         text[]  not null,
    -- origins whose pages may show it; none = all
    sites            text[]  not null,
    services         text[]  not null,
    hours            uuid,
    -- how long the place in the queue is kept for somebody who is gone
    patience_seconds int     not null,
    active           boolean not null,
    version          bigint  not null,
    primary key (tenant, id),
    unique (tenant, code)
);
create index branch_hours on branch.branch (tenant, hours) where hours is not null;

-- Who has come. Known again by a token, of which only the hash is here.
create table branch.visitor (
    tenant      uuid        not null,
    id          uuid        not null,
    branch      uuid        not null,
    token       bytea       not null,
    -- given out to take the first one's place, and not shown yet
    next_token  bytea,
    issued_at   timestamptz not null,
    seen_at     timestamptz not null,
    -- the contact that is open
    interaction uuid,
    primary key (tenant, id)
);
create unique index visitor_token on branch.visitor (tenant, token);
create unique index visitor_next_token on branch.visitor (tenant, next_token) where next_token is not null;
create unique index visitor_interaction on branch.visitor (tenant, interaction) where interaction is not null;
create index visitor_seen on branch.visitor (seen_at);
