"""The respondent's side: from a link to a draft to a response that leads to nobody."""
