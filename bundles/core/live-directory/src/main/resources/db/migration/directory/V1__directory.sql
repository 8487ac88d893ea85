-- An organisational unit; who leads it stands above those who belong to it.
create table unit (
    tenant uuid not null,
    id uuid not null,
    name text not null,
    parent uuid,
    superior uuid,
    version bigint not null,
    primary key (tenant, id),
    unique (tenant, name),
    foreign key (tenant, parent) references unit
);

-- With whom somebody works. What its unit is says whose supervisors see and manage it.
create table team (
    tenant uuid not null,
    id uuid not null,
    name text not null,
    unit uuid,
    version bigint not null,
    primary key (tenant, id),
    unique (tenant, name),
    foreign key (tenant, unit) references unit
);

create table skill (
    tenant uuid not null,
    id uuid not null,
    name text not null,
    version bigint not null,
    primary key (tenant, id),
    unique (tenant, name)
);

-- Nobody is deleted: history speaks of him.
create table staff (
    tenant uuid not null,
    id uuid not null,
    login text not null,
    name text not null,
    email text not null,
    locale text not null,
    unit uuid,
    active boolean not null,
    version bigint not null,
    primary key (tenant, id),
    unique (tenant, login),
    foreign key (tenant, unit) references unit
);

alter table unit add foreign key (tenant, superior) references staff;

create table staff_team (
    tenant uuid not null,
    staff uuid not null,
    team uuid not null,
    primary key (tenant, staff, team),
    foreign key (tenant, staff) references staff,
    foreign key (tenant, team) references team
);

create index staff_team_team on staff_team (tenant, team);

create table staff_skill (
    tenant uuid not null,
    staff uuid not null,
    skill uuid not null,
    level smallint not null check (level between 1 and 5),
    primary key (tenant, staff, skill),
    foreign key (tenant, staff) references staff,
    foreign key (tenant, skill) references skill
);

create index staff_skill_skill on staff_skill (tenant, skill);

-- When somebody is there. The week and its exceptions stand in one document: they are read and changed as one.
create table hours (
    tenant uuid not null,
    id uuid not null,
    name text not null,
    version bigint not null,
    times jsonb not null,
    primary key (tenant, id),
    unique (tenant, name)
);
