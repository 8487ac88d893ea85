create index concurrently thing_again on thing (id);
