"""A real Kafka, a real Elasticsearch and the services as local processes, by the standard library alone."""
