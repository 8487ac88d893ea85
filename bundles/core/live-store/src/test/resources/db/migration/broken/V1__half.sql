create table first (id int primary key);
create table second (id nosuchtype);
