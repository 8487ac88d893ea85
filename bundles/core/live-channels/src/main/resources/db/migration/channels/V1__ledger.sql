-- The ledger: whom we talk with, what was said, how it went out, and what still has to be done about it.
-- Content is encrypted under the key of the person it belongs to; what stands here in plain is what lists, lookups and
-- routing need, and goes when a person is erased.

create table channels.person (
    tenant     uuid        not null,
    id         uuid        not null,
    key_id     uuid        not null,
    name       text        not null,
    first_seen timestamptz not null,
    primary key (tenant, id)
);

create table channels.contact_point (
    tenant     uuid        not null,
    kind       text        not null,
    value      text        not null,
    person     uuid        not null,
    name       text        not null,
    first_seen timestamptz not null,
    primary key (tenant, kind, value)
);
create index contact_point_person on channels.contact_point (tenant, person);

-- What a customer is to the organisation, where that decides how he is served. Most have no row.
create table channels.profile (
    tenant   uuid        not null,
    person   uuid        not null,
    version  bigint      not null,
    segment  text,
    priority int,
    manager  uuid,
    changed  timestamptz not null default clock_timestamp(),
    primary key (tenant, person)
);
create index profile_changed on channels.profile (tenant, changed);

-- What ties contacts of one thread together. Its row is the lock under which messages are appended.
create table channels.conversation (
    tenant           uuid not null,
    id               uuid not null,
    channel          text not null,
    key              text not null,
    -- the interaction to append to; null when the next message opens a new one
    open_interaction uuid,
    last_interaction uuid not null,
    primary key (tenant, id),
    unique (tenant, channel, key)
);

create table channels.interaction (
    tenant       uuid        not null,
    id           uuid        not null,
    conversation uuid        not null,
    -- null for a contact recorded by hand
    channel      text,
    medium       text        not null,
    party_kind   text,
    party_value  text,
    party_name   text,
    person       uuid,
    subject      text        not null,
    queue        uuid,
    -- as it was classified; what its party writes too late for it needs the same
    priority     int         not null default 5,
    skills       jsonb       not null default '{}',
    ticket       uuid,
    -- follows the work: NONE (no work), WAITING, POSTPONED, OFFERED, ASSIGNED, WRAP_UP, CLOSED
    state        text        not null,
    owner        uuid,
    -- the entry of routing's journal that state and owner come from; what came before it is told again after a crash
    routed       bigint      not null default 0,
    unread       int         not null,
    opened_at    timestamptz not null,
    last_at      timestamptz not null,
    -- when the agent was done with the contact; what comes later is new work
    finished_at  timestamptz,
    closed_at    timestamptz,
    outcome      text        not null default '',
    primary key (tenant, id)
);
create index interaction_conversation on channels.interaction (tenant, conversation, opened_at);
create index interaction_person on channels.interaction (tenant, person, opened_at) where person is not null;
-- few at any time, however long the ledger grows
create index interaction_open on channels.interaction (tenant, id) where closed_at is null;
create index interaction_owner on channels.interaction (tenant, owner) where owner is not null and closed_at is null;

create table channels.message (
    tenant       uuid        not null,
    id           uuid        not null,
    -- the order in which messages of a conversation are read
    position     bigint      generated always as identity,
    interaction  uuid        not null,
    conversation uuid        not null,
    direction    text        not null,
    author       uuid,
    nature       text        not null,
    key_id       uuid        not null,
    sealed       bytea       not null,
    state        text        not null,
    state_reason text        not null default '',
    -- of a failed or unknown one the message that repeats it
    sent_again_as uuid,
    at           timestamptz not null,
    primary key (tenant, id)
);
create index message_interaction on channels.message (tenant, interaction, position);
create index message_conversation on channels.message (tenant, conversation, position);

-- Names that others gave to messages, in and out. Unique per source: what is delivered twice is stored once.
create table channels.external_id (
    tenant       uuid not null,
    source       text not null,
    id           text not null,
    channel      text not null,
    conversation uuid not null,
    message      uuid not null,
    primary key (tenant, source, id)
);
create index external_id_channel on channels.external_id (tenant, channel, id);
create index external_id_message on channels.external_id (tenant, message);

create table channels.message_blob (
    tenant  uuid not null,
    message uuid not null,
    blob    uuid not null,
    primary key (tenant, message, blob)
);
create index message_blob_blob on channels.message_blob (tenant, blob);

-- Uploads of agents that no message holds yet: only their uploader may see them.
create table channels.upload (
    tenant      uuid        not null,
    blob        uuid        not null,
    uploader    uuid        not null,
    uploaded_at timestamptz not null,
    primary key (tenant, blob)
);

-- Messages that have to go out. A row leaves when its outcome is final.
create table channels.outbox (
    tenant       uuid        not null,
    message      uuid        not null,
    position     bigint      generated always as identity,
    channel      text        not null,
    conversation uuid        not null,
    -- QUEUED, or SENDING from before the first byte leaves until the outcome is stored
    state        text        not null,
    attempt      int         not null,
    queued_at    timestamptz not null,
    next_at      timestamptz not null,
    primary key (tenant, message)
);
create index outbox_channel on channels.outbox (tenant, channel, position);
create index outbox_conversation on channels.outbox (tenant, conversation, position);

-- Contacts that ticketing and routing have to hear of. A row leaves when both have answered.
create table channels.dispatch (
    tenant      uuid        not null,
    interaction uuid        not null,
    position    bigint      generated always as identity,
    medium      text        not null,
    queue       uuid        not null,
    priority    int         not null,
    skills      jsonb       not null,
    preferred   uuid,
    ticket      uuid,
    -- OFFER, LIST, NONE: what is not to be offered is told to ticketing alone
    attention   text        not null default 'OFFER',
    enqueued_at timestamptz not null,
    primary key (tenant, interaction)
);
create index dispatch_position on channels.dispatch (position);

-- Receipts that came before the answer of their own send.
create table channels.receipt (
    tenant   uuid        not null,
    channel  text        not null,
    id       text        not null,
    delivery jsonb       not null,
    held_at  timestamptz not null,
    primary key (tenant, channel, id)
);
create index receipt_held on channels.receipt (held_at);

create table channels.draft (
    tenant      uuid        not null,
    author      uuid        not null,
    interaction uuid        not null,
    key_id      uuid        not null,
    sealed      bytea       not null,
    updated_at  timestamptz not null,
    primary key (tenant, author, interaction)
);

create table channels.rule (
    tenant        uuid    not null,
    id            uuid    not null,
    position      int     not null,
    name          text    not null,
    channel       text,
    recipient     text,
    sender        text,
    subject       text,
    segment       text,
    queue         uuid    not null,
    priority      int     not null,
    skills        jsonb   not null,
    active        boolean not null,
    primary key (tenant, id)
);

create table channels.rule_set (
    tenant  uuid   not null,
    version bigint not null,
    primary key (tenant)
);

-- What administrators decided about an account.
create table channels.account (
    tenant        uuid    not null,
    channel       text    not null,
    default_queue uuid,
    -- RUNNING, DRAINING (sends and takes nothing new), STOPPED
    wish          text    not null default 'RUNNING',
    primary key (tenant, channel)
);

-- Texts that agents put into their answers. Shared ones have no owner; those of everybody no team either.
create table channels.canned_reply (
    tenant  uuid   not null,
    id      uuid   not null,
    name    text   not null,
    owner   uuid,
    team    uuid,
    -- [{"language": "de", "html": "…"}]
    texts   jsonb  not null,
    version bigint not null,
    primary key (tenant, id),
    check (owner is null or team is null)
);
create index canned_reply_owner on channels.canned_reply (tenant, owner);
create index canned_reply_team on channels.canned_reply (tenant, team) where team is not null;
