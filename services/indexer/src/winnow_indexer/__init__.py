"""The indexer: writes documents and statuses to Elasticsearch."""
