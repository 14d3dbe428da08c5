"""What sentences say that makes it right to leave something alone, as expressions over `Reading.plain`.

Each repeats at most a few words, so that none can take long on a sentence.
"""

import re

_PEOPLE = (
    r"(?:people|persons?|participants?|someone|somebody|individuals?|them|others|members|residents|veterans|clients?|"
    r"patients?|each other|youth|parents|families|peers)"
)
_OTHERS = (
    r"(?:nurses?|clinicians?|case managers?|drivers?|officers?|counselors?|therapists?|psychiatrists?|doctors?|"
    r"physicians?|pharmacists?|social workers?|receptionists?|another team member|somebody else|someone else|others|"
    r"(?:medical|clinical|nursing|other|licensed|front desk|office|treatment) (?:staff|team|providers?))"
)
_TEAM = (
    r"(?:team|staff|court|judge|officer|supervisor|clinician|clinic|provider|case manager|director|program|agency|"
    r"nurse|doctor|manager)"
)

# The person who is supported asks or agrees - not the team.
ASKED = re.compile(
    rf"\b(?:upon|on|at|by) (?:the |their |a |an )?(?:[^ .;]{{1,20}} ){{0,2}}?requests?\b(?! of (?:the |a )?{_TEAM})|"
    r"\b(?:as|when|if|where|whenever|only|unless|because|once|after) (?:the |a |an |each )?"
    rf"(?:{_PEOPLE}|individual supported|they|veteran|resident) (?:[^ .;]{{1,20}} ){{0,3}}?"
    r"(?:asks?|asked|requests?|requested|wants?|wanted|wish|wishes|invites?|invited|chooses?|agrees?|decides?)\b|"
    r"\b(?:as|when|if|where|whenever|only if) (?:requested|asked|invited|wished|wanted|agreed)\b"
    rf"(?! (?:by|of|to|from) (?:the |a |their |your |another )?{_TEAM})|"
    r"\b(?:who|that) (?:ask|asks|request|requests|want|wants|wish|choose|chooses)\b|"
    r"\bwith (?:their|the (?:person|participant|individual)'s) (?:permission|consent|agreement)\b|"
    r"\bwith the (?:permission|consent) of\b"
)

# "not" and what means the same; but no "not only", and none that is about somebody ("people who do not drive").
DENIED = re.compile(
    r"\b(?:(?<!whether or )(?<!if )(?<!who )(?<!who do )(?<!who does )(?<!who can )(?<!who are )(?<!who is )"
    r"(?<!who have )(?<!who did )(?<!have you )not(?! only| just| limited| merely| simply| hesitate| necessarily)|"
    r"never|no longer|(?<!who )cannot|nor|neither|nobody|no one|"
    r"no (?:peer|staff|workers?|specialists?|employees?|mentors?|duty|applicants?)|"
    r"refrains? from|avoids?|avoiding|instead of|rather than|outside (?:of )?(?:the |this |their )?(?:scope|role|job)|"
    r"(?:prohibited|excluded|exempt) from|other than|(?<!who )(?:is|are|do|does|did|ca|wo|should|must|will)n't"
    r"(?! only| just| hesitate| worry))\b"
)
YET = re.compile(r"\b(?:but|however|instead(?! of)|yet|although|though|while|unless|except|because|since)\b")
DENIED_AFTER = re.compile(
    r"(?<!who )(?<!that )\b(?:is|are)(?: clearly| also)? (?:not|never|no)\b|(?<!who )\b(?:isn't|aren't)\b|"
    r"\b(?:belongs?|stays?|remains?|rests?|lies|left) (?:to|with)\b|"
    r"\b(?:is|are) (?:done|handled|kept|provided|work) (?:by|for)\b|"
    r"\b(?:is|are) (?:the|a) (?:job|work|duty|task|responsibility) (?:of|for)\b|"
    r"\boutside (?:of )?(?:the|this|their) role\b"
)
# A line above a list of what is not part of the role.
BOUNDARY_HEADING = re.compile(
    r"\b(?:(?:does|do|is|are|will|shall|must|may|should) not|never|outside (?:of )?(?:the|this)|boundar(?:y|ies)|"
    r"not (?:part|among|asked?|a duty|in|included)|doesn't|don't|isn't|aren't|words? to avoid|avoid|do not fit)\b"
)
BULLET = re.compile(r"\s?(?:[-*•·‣▪◦●○]|\(?[0-9a-z]{1,2}[.)])\s")

# Somebody else does it, or the person themselves, with support.
HELPED = re.compile(
    r"\b(?:help|support|assist|teach|coach|prepar|train|empower)\w{0,5} (?:[^ .;]{1,20} ){0,3}?"
    rf"{_PEOPLE} (?:(?:(?:how )?to|in|with|while|when|as|who|for|learn to|learn how to|decide (?:how|whether) to)"
    r"(?: they| he| she| want to)? (?:the |their )?)?$"
)
_WHERE = r"(?: (?:on|of|in|at|from|for) (?:(?!and |or |but |then )[^ .,;:]{1,20} ){0,3}?[^ .,;:]{1,20})?"
BY_OTHERS = re.compile(rf"\b{_OTHERS}{_WHERE}(?: who| that| to)?(?: will| may| can| must| should| always)? $")
WITH_OTHERS = re.compile(rf"\b(?:help|assist|aid)(?:s|ing)? (?:the |our |a |other )?{_OTHERS}{_WHERE}(?: to)? $")

# A word that is spoken of, and not used.
MENTION_BEFORE = re.compile(
    r"(?:\b(?:words?|terms?|labels?|phrases?) (?:like |such as )?|"
    r"\b(?:avoid|avoids|avoiding|instead of|rather than|not|never) "
    r"(?:using |saying |writing |the |the (?:words?|terms?|labels?) )?)[\"']?(?:an? )?$"
)
MENTIONED = re.compile(
    r"\b(?:avoid\w{0,3}|instead of|rather than|not (?:to )?(?:say|use|write|call)|never|don't|do not|stop|"
    r"replac\w{1,4}|stigmatizing|labels?|(?:the|of|that|our|which|such|as) (?:words?|terms?|language|phrases?)|"
    r"words? (?:like|such as)|terms? (?:like|such as)|called)\b"
)
MENTION_LIST = re.compile(
    r"\b(?:avoid\w{0,3}|not use|don't use|never use|stay away from|replace|without|stop using|no) "
    r"(?:the |any |such |stigmatizing |labeling |clinical ){0,2}(?:words?|terms?|labels?|language|expressions)\b"
)
