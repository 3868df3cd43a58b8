"""The processor: a Faust app that cleans articles and normalises their FAQs."""
