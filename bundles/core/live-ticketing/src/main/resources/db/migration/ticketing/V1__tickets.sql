-- Tickets: the matters that are worked on, who did what to them, and how they are found.

create extension if not exists pg_trgm with schema public;
create extension if not exists unaccent with schema public;

create table ticketing.status (
    tenant   uuid not null,
    code     text not null,
    name     text not null,
    category text not null check (category in ('OPEN', 'WAITING', 'SOLVED', 'CLOSED')),
    position int  not null,
    primary key (tenant, code)
);
insert into ticketing.status (tenant, code, name, category, position)
select '00000000-0000-7000-8000-000000000001'::uuid, s.*
from (values ('new', 'New', 'OPEN', 1), ('open', 'Open', 'OPEN', 2), ('pending', 'Pending', 'WAITING', 3),
             ('on-hold', 'On hold', 'WAITING', 4), ('solved', 'Solved', 'SOLVED', 5),
             ('closed', 'Closed', 'CLOSED', 6)) as s;

create sequence ticketing.ticket_number start 1001;

create table ticketing.ticket (
    tenant      uuid        not null,
    id          uuid        not null,
    number      bigint      not null default nextval('ticketing.ticket_number'),
    subject     text        not null,
    status      text        not null,
    -- the status's category, so that lists need no join
    category    text        not null,
    priority    int         not null,
    queue       uuid,
    assignee    uuid,
    person      uuid,
    channel     text,
    tags        text[]      not null default '{}',
    preview     text        not null default '',
    merged_into uuid,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    version     bigint      not null default 1,
    -- the entries of routing's journal that moved it, assigned it and put it to rest last; what came before is told
    -- again after a crash
    queue_entry    bigint   not null default 0,
    assignee_entry bigint   not null default 0,
    rest_entry     bigint   not null default 0,
    primary key (tenant, id),
    unique (tenant, number)
);
create index ticket_updated on ticketing.ticket (tenant, updated_at desc);
create index ticket_category on ticketing.ticket (tenant, category, updated_at desc);
create index ticket_queue on ticketing.ticket (tenant, queue, category, updated_at desc);
create index ticket_assignee on ticketing.ticket (tenant, assignee, category, updated_at desc);
create index ticket_person on ticketing.ticket (tenant, person, updated_at desc) where person is not null;

-- A contact may belong to several matters; the first one is its own.
create table ticketing.ticket_interaction (
    tenant      uuid        not null,
    interaction uuid        not null,
    ticket      uuid        not null,
    since       timestamptz not null,
    -- the newest message of the customer that the ticket has followed
    answered    uuid,
    primary key (tenant, interaction, ticket)
);
create index ticket_interaction_ticket on ticketing.ticket_interaction (tenant, ticket, since);

-- Which matter the next message of a conversation belongs to.
create table ticketing.ticket_conversation (
    tenant       uuid not null,
    conversation uuid not null,
    ticket       uuid not null,
    primary key (tenant, conversation)
);
create index ticket_conversation_ticket on ticketing.ticket_conversation (tenant, ticket);

create table ticketing.ticket_link (
    tenant   uuid not null,
    ticket   uuid not null,
    other    uuid not null,
    relation text not null,
    primary key (tenant, ticket, other, relation)
);

create table ticketing.history (
    tenant uuid        not null,
    ticket uuid        not null,
    id     bigint      generated always as identity,
    at     timestamptz not null,
    actor  uuid        not null,
    type   text        not null,
    data   jsonb       not null,
    primary key (tenant, ticket, id)
);

-- What tickets are found by: filled from events, in batches, and never in the way of a commit.
create table ticketing.search (
    tenant   uuid     not null,
    ticket   uuid     not null,
    -- the message, or the ticket itself for its subject
    source   uuid     not null,
    document tsvector not null,
    primary key (tenant, ticket, source)
);
-- What is new is kept in a list and sorted in by the half megabyte, at a quarter of the cost; a search reads the list too.
create index search_document on ticketing.search using gin (document) with (gin_pending_list_limit = 512);

create table ticketing.person (
    tenant  uuid not null,
    id      uuid not null,
    name    text not null,
    address text not null,
    -- name and address in lower case and without accents
    search  text not null,
    primary key (tenant, id)
);
create index person_search on ticketing.person using gin (search public.gin_trgm_ops) with (fastupdate = off);
