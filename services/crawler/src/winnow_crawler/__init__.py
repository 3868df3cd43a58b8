"""The crawler: takes requests, fetches politely and safely, publishes raw articles."""
