using System.Text.Json.Nodes;

namespace ServerlessAssist.Functions.Api;

/// <summary>An example of each shape of <see cref="ApiSchemas"/>; a linter holds each against its shape.</summary>
internal static class ApiExamples
{
    public static JsonObject All() => JsonNode.Parse("""
        {
          "NewReferral": { "region": "al-north", "point": "Morina", "origin": "XK", "urgency": "urgent", "age": "adult", "sex": "female", "languages": ["sq"], "needs": ["shelter", "medical"], "consent": { "referral": true }, "contact": "Ask at the front desk" },
          "Close": { "reason": "completed" },
          "Assign": { "service": "shelter", "provider": "house-lake" },
          "Answer": { "answer": "decline", "reason": "full" },
          "Places": { "places": 2 },
          "ShareCase": { "with": "Shelter Sarajevo", "basis": "consent", "format": "xlsx", "approval": "0123456789ab" },
          "CaseFile": "con_Consent,prs_Gender,prs_PrimaryLanguage,rfl_Region,rfl_Urgency,rfl_AgeGroup,rfl_Needs\r\nTRUE,Feminine,sqi,al-north,urgent,adult,shelter;medical\r\n",
          "CasesOpened": { "cases": [{ "row": 2, "reference": "RA-7F3K-9", "status": "alerted", "near": { "prs_Birthdate": "kept as adult" }, "notKept": ["vic_TypeOfExploitation"] }] },
          "SecondAwaited": { "approval": "0123456789ab", "until": "2026-03-03T08:00:00+00:00" },
          "HandOver": { "region": "xk-west", "basis": "consent" },
          "Merge": { "into": "RA-0A00-M" },
          "TellApart": { "from": "RA-0A00-M" },
          "Note": { "text": "The room is on the first floor" },
          "Identification": { "answer": "confirm" },
          "Need": { "need": "medical" },
          "PassOn": { "reason": "too-close" },
          "Caseworker": { "person": "north-caseworker" },
          "Person": { "person": "north-3-a1b2c3" },
          "Consent": { "purpose": "check-ins", "answer": "agreed" },
          "Invitation": { "role": "regional-coordinator", "organisation": "mission-al", "regions": ["al-north"], "language": "sq", "callName": "North 3" },
          "Duty": { "region": "al-north", "day": "2026-03-06" },
          "SwapAnswer": { "answer": "agree" },
          "ApprovalAnswer": { "answer": "agree" },
          "Approvals": { "approvals": [{ "id": "0123456789ab", "what": "case-file", "subject": "RA-7F3K-9", "by": "North 1", "until": "2026-03-03T08:00:00+00:00" }] },
          "ApprovalDone": { "id": "0123456789ab", "answer": "agree" },
          "Absence": { "until": "2026-03-09T00:00:00+01:00" },
          "Quiet": { "from": "22:00", "until": "07:00" },
          "Duplicates": { "offered": ["RA-7F3K-9"], "absorbed": [] },
          "Notes": { "notes": [{ "number": 1, "from": "Lake desk", "text": "The room is on the first floor", "at": "2026-03-02T09:00:00+00:00", "mine": true }, { "number": 2, "from": "North 1", "at": "2026-03-02T09:05:00+00:00", "mine": false }] },
          "Regions": { "regions": [{ "region": "xk-west", "country": "XK", "label": "West" }] },
          "Caseworkers": { "caseworkers": [{ "person": "north-caseworker", "callName": "Caseworker N" }] },
          "Consents": { "reference": "RA-7F3K-9", "consents": [{ "purpose": "check-ins", "answer": "agreed", "at": "2026-03-02T09:00:00+00:00" }, { "purpose": "services" }] },
          "Accompanied": { "referrals": ["RA-7F3K-9"] },
          "Invited": { "person": "north-3-a1b2c3", "code": "K7QMX-3WP9D", "until": "2026-03-05T08:00:00+00:00" },
          "Invitations": { "invitations": [{ "person": "north-3-a1b2c3", "callName": "North 3", "role": "regional-coordinator", "organisation": "mission-al", "regions": ["al-north"], "until": "2026-03-05T08:00:00+00:00" }] },
          "StaffDone": { "person": "north-3-a1b2c3", "what": "leave" },
          "Rota": { "regions": [{ "region": "al-north", "timeZone": "Europe/Tirane", "days": [{ "day": "2026-03-02", "parts": [{ "from": "2026-03-02T00:00:00+01:00", "who": ["North 1"] }] }] }] },
          "Swap": { "id": "0a1b2c3d4e", "region": "al-north", "day": "2026-03-06", "status": "asked", "from": "North 1", "to": "North 2" },
          "Swaps": { "swaps": [{ "id": "0a1b2c3d4e", "region": "al-north", "day": "2026-03-06", "status": "agreed", "from": "North 1", "to": "North 2" }] },
          "NewWebhook": { "address": "https://cases.example.org/hooks/referrals", "events": ["opened", "taken", "closed"] },
          "Webhook": { "address": "https://cases.example.org/hooks/referrals", "events": ["opened", "taken", "closed"], "status": "active", "lastDelivered": "2026-03-02T08:00:03+00:00", "waiting": 0, "failed": 0 },
          "WebhookSecret": { "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "previousUntil": "2026-03-03T08:00:00+00:00" },
          "WebhookDone": { "what": "replay" },
          "Deliveries": { "deliveries": [{ "id": "msg_0123456789ab_17", "type": "referral.taken", "reference": "RA-7F3K-9", "at": "2026-03-02T08:02:00+00:00", "status": "waiting", "calls": 1, "last": "2026-03-02T08:02:02+00:00", "next": "2026-03-02T08:03:02+00:00", "answer": "503" }], "next": "msg_0123456789ab_17" },
          "Opened": { "reference": "RA-7F3K-9", "status": "alerted" },
          "Done": { "reference": "RA-7F3K-9", "what": "close" },
          "Referral": { "reference": "RA-7F3K-9", "status": "assigned", "region": "al-north", "point": "Morina", "urgency": "urgent", "age": "adult", "sex": "female", "languages": ["sq"], "needs": ["shelter"], "opened": "2026-03-02T08:00:00+00:00", "next": "2026-03-02T08:30:00+00:00", "possible": ["accept", "assign", "close"], "offers": [{ "service": "shelter", "provider": "house-lake", "status": "open" }] },
          "History": { "reference": "RA-7F3K-9", "status": "taken", "urgency": "urgent", "history": [{ "at": "2026-03-02T08:00:00+00:00", "what": "referred", "by": "your organisation" }] },
          "ReferralList": { "referrals": [{ "reference": "RA-7F3K-9", "status": "alerted", "urgency": "urgent", "opened": "2026-03-02T08:00:00+00:00", "due": "2026-03-02T08:30:00+00:00" }], "next": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" },
          "Providers": { "providers": [{ "provider": "house-lake", "label": "Lake", "free": 2, "why": ["near", "language"] }] },
          "Me": { "organisation": "ngo-kukes", "role": "referrer", "regions": [], "scopes": ["referrals:write", "referrals:read"], "key": "5af998351318" },
          "Problem": { "type": "https://tools.ietf.org/html/rfc9110#section-15.5.10", "title": "Conflict", "status": 409, "detail": "A colleague has taken it.", "code": "taken-by-other" }
        }
        """)!.AsObject();
}
