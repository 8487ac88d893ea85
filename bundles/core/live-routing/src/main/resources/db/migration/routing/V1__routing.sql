-- Who routes a tenant: one owner at a time. The epoch is the fencing token, the sequence the newest entry of the
-- journal; both are checked in the very statement that appends.
create table domain (
  tenant   uuid primary key,
  owner    uuid        not null,
  epoch    bigint      not null,
  sequence bigint      not null,
  until    timestamptz not null
);

-- Everything that the engine was told, with what it decided. A row holds one commit's entries; partitions are dropped
-- whole, rows are never deleted.
create table journal (
  tenant  uuid        not null,
  first   bigint      not null,
  last    bigint      not null,
  epoch   bigint      not null,
  written timestamptz not null default clock_timestamp(),
  entries bytea       not null,
  primary key (tenant, last, written)
) partition by range (written);
-- Ids hardly become shorter, and a commit would wait for the attempt. Partitions take it from here.
alter table journal alter column entries set storage external;
create table journal_rest partition of journal default;

-- The engine's whole state after an entry, so that recovery need not read the journal from its beginning.
create table snapshot (
  tenant   uuid        not null,
  sequence bigint      not null,
  written  timestamptz not null default clock_timestamp(),
  state    bytea       not null,
  primary key (tenant, sequence)
);
alter table snapshot alter column state set storage external;

-- How far each listener has read, and when it was last heard of: the journal waits for nobody who has left for good.
create table checkpoint (
  tenant   uuid   not null,
  listener text   not null,
  sequence bigint not null,
  heard    timestamptz not null default now(),
  primary key (tenant, listener)
);

-- Queues as they are now. What a queue is stands in one document, so that its versions are kept whole.
create table queue (
  tenant  uuid   not null,
  id      uuid   not null,
  version bigint not null,
  rules   jsonb  not null,
  primary key (tenant, id)
);
create unique index queue_name on queue (tenant, lower(rules ->> 'name'));

-- What each queue has been: who made it so, when, and how. Outlives the queue, because old decisions name its versions.
create table queue_version (
  tenant         uuid        not null,
  queue          uuid        not null,
  version        bigint      not null,
  at             timestamptz not null default clock_timestamp(),
  actor          uuid,
  act            text        not null check (act in ('create', 'change', 'rollback')),
  rolled_back_to bigint,
  rules          jsonb       not null,
  primary key (tenant, queue, version)
);

-- Where contacts wait that no rule has sorted.
insert into queue values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', 1, '{
  "name": "Unsorted", "priority": 0, "skills": [], "preferredSkills": [], "offerSeconds": 60, "wrapUpSeconds": 300,
  "preferredAgentSeconds": 30, "strategy": "longest-idle", "byTeams": false, "teams": [], "rings": [], "active": true}');
insert into queue_version (tenant, queue, version, act, rules) select tenant, id, version, 'create', rules from queue;

-- What single agents handle at once, by medium, where that is not what everybody does.
create table capacity (
  tenant  uuid   not null,
  agent   uuid   not null,
  version bigint not null,
  units   jsonb  not null,
  primary key (tenant, agent)
);

-- How contacts may end: an ordered list of codes with their names by language, and the queues they are for.
create table wrap_up (
  tenant  uuid   primary key,
  version bigint not null,
  codes   jsonb  not null
);
insert into wrap_up values ('00000000-0000-7000-8000-000000000001', 1, '[
  {"code": "solved", "names": {"en": "Solved", "de": "Gelöst"}, "queues": []},
  {"code": "follow-up", "names": {"en": "Follow up", "de": "Wiedervorlage"}, "queues": []},
  {"code": "forwarded", "names": {"en": "Forwarded", "de": "Weitergeleitet"}, "queues": []},
  {"code": "no-answer-needed", "names": {"en": "No answer needed", "de": "Keine Antwort nötig"}, "queues": []},
  {"code": "spam", "names": {"en": "Spam", "de": "Spam"}, "queues": []}]');

-- Figures of every quarter of an hour, counted from the journal. Contacts count where they came to a queue, times are
-- milliseconds; waits holds how many answered contacts waited how long, in places that grow with the wait.
create table statistics_queue (
  tenant           uuid        not null,
  at               timestamptz not null,
  queue            uuid        not null,
  medium           text        not null,
  target_seconds   int         not null,
  offered          bigint      not null,
  transferred_in   bigint      not null,
  answered         bigint      not null,
  abandoned        bigint      not null,
  short_abandoned  bigint      not null,
  moved_on         bigint      not null,
  within           bigint      not null,
  abandoned_within bigint      not null,
  wait             bigint      not null,
  longest          bigint      not null,
  abandon_wait     bigint      not null,
  offers           bigint      not null,
  missed           bigint      not null,
  declined         bigint      not null,
  handled          bigint      not null,
  handling         bigint      not null,
  wrap_up          bigint      not null,
  not_reached      bigint      not null,
  callbacks        bigint      not null,
  callbacks_kept   bigint      not null,
  callbacks_missed bigint      not null,
  invited          bigint      not null,
  joined           bigint      not null,
  taking_part      bigint      not null,
  waits            int[]       not null,
  primary key (tenant, at, queue, medium, target_seconds)
);

-- What agents did with contacts, and how long they were in which state; counted where it happens.
create table statistics_agent (
  tenant   uuid        not null,
  at       timestamptz not null,
  agent    uuid        not null,
  medium   text        not null,
  offers   bigint      not null,
  accepted bigint      not null,
  missed   bigint      not null,
  declined bigint      not null,
  handled  bigint      not null,
  handling bigint      not null,
  wrap_up  bigint      not null,
  joined   bigint      not null,
  taking_part bigint not null,
  primary key (tenant, at, agent, medium)
);
create table statistics_time (
  tenant uuid        not null,
  at     timestamptz not null,
  agent  uuid        not null,
  state  text        not null,
  reason text        not null,
  millis bigint      not null,
  busy   bigint      not null,
  primary key (tenant, at, agent, state, reason)
);

-- What the counting knows of contacts that are not over, of agents and of queues, as of its checkpoint.
create table statistics_track (
  tenant uuid  not null,
  kind   text  not null check (kind in ('contact', 'invitation', 'agent', 'queue', 'count')),
  id     uuid  not null,
  track  jsonb not null,
  primary key (tenant, kind, id)
);

-- Adds place by place.
create function sums(one int[], other int[]) returns int[] language sql immutable as $$
  select coalesce(array_agg(coalesce(a.n, 0) + coalesce(b.n, 0) order by place), '{}')
  from unnest(one) with ordinality a (n, place) full join unnest(other) with ordinality b (n, place) using (place)
$$;

-- Rules that are tried beside those that hold: queues as they would be, each with the version that it is based on. Who
-- runs it is heard of now and then; at most one runs.
create table shadow (
  tenant     uuid        not null,
  id         uuid        not null,
  name       text        not null,
  state      text        not null check (state in ('running', 'stopped', 'failed', 'activated', 'rolled-back')),
  reason     text        not null default '',
  began      timestamptz not null default clock_timestamp(),
  heard      timestamptz not null default clock_timestamp(),
  actor      uuid,
  queues     jsonb       not null,
  comparison jsonb       not null default 'null',
  primary key (tenant, id)
);
create unique index shadow_running on shadow (tenant) where state = 'running';
