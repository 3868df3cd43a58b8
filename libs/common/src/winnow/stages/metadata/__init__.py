"""Read an article's title, authors and publication day from what its page says of itself."""

from winnow.stages.metadata.read import Metadata, read_metadata, read_text_metadata

__all__ = ["Metadata", "read_metadata", "read_text_metadata"]
