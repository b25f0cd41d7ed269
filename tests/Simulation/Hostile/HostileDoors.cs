using ServerlessAssist.Simulation.World;

namespace ServerlessAssist.Simulation.Hostile;

/// <summary>Every route of the house, by its function, and how it is attacked. A new route is attacked by itself; that it was thought about has to be written here.</summary>
internal static class HostileDoors
{
    private static readonly string[] Encodings = ["gzip", "identity", "br", "", "gzip, gzip", "x\0"];
    private static readonly string[] ContentTypes = ["", "text/plain", "application/json; charset=utf-16", "application/json;", "application/x-www-form-urlencoded; charset=latin1", "multipart/form-data; boundary=x", "application/xml", "application/problem+json", "json", ";;;", "application/json\0", "application/jsonx", "*/*"];
    private static readonly string[] OddHeaders = ["X-Forwarded-Host", "X-Original-URL", "X-HTTP-Method-Override", "Forwarded", "Expect", "Transfer-Encoding", "Range", "If-Match", "Cookie", "Authorization", "traceparent", "X-Api-Key", "Idempotency-Key", "x-functions-key", "Accept-Language", "Origin"];

    /// <summary>All that the house has, by function.</summary>
    public static IReadOnlyList<string> Routes { get; } = [.. House.Doors.Select(door => door.Function.Name).Order(StringComparer.Ordinal)];

    private static IEnumerable<KeyValuePair<string, HostileDoor>> Simulated =>
        from module in SimulatedModules.All from call in module.Calls select KeyValuePair.Create(call.Key, new HostileDoor(4, ApiDoors.Call(call.Key, call.Value)));

    /// <summary>Routes with a generator that knows them.</summary>
    public static IReadOnlyDictionary<string, HostileDoor> Own { get; } = new Dictionary<string, HostileDoor>(Simulated)
    {
        ["ReceiveSms"] = new(300, SmsDoors.Text),
        ["NoteDelivery"] = new(90, SmsDoors.Report),
        ["ReceiveTelegram"] = new(280, TelegramDoor.Update),
        ["OpenReferral"] = new(160, ApiDoors.Refer),
        ["ListReferrals"] = new(20, ApiDoors.Call("ListReferrals")),
        ["ReadReferral"] = new(12, ApiDoors.Call("ReadReferral")),
        ["ReadHistory"] = new(60, ApiDoors.Show),
        ["FindProviders"] = new(12, ApiDoors.Call("FindProviders")),
        ["TakeReferral"] = new(6, ApiDoors.Call("TakeReferral")),
        ["AcceptReferral"] = new(8, ApiDoors.Call("AcceptReferral")),
        ["AssignReferral"] = new(12, ApiDoors.Call("AssignReferral", """{"service":"shelter","provider":"house-lake"}""")),
        ["BeginReintegration"] = new(6, ApiDoors.Call("BeginReintegration")),
        ["AnswerOffer"] = new(12, ApiDoors.Call("AnswerOffer", """{"answer":"decline","reason":"full"}""")),
        ["CloseReferral"] = new(4, ApiDoors.Call("CloseReferral", """{"reason":"completed"}""")),
        ["HandOverReferral"] = new(8, ApiDoors.Call("HandOverReferral", """{"region":"xk-west","basis":"consent"}""")),
        ["ListRegions"] = new(4, ApiDoors.Call("ListRegions")),
        ["ListDuplicates"] = new(4, ApiDoors.Call("ListDuplicates")),
        ["MergeReferral"] = new(8, ApiDoors.Call("MergeReferral", """{"into":"RA-0A00-M"}""")),
        ["UnmergeReferral"] = new(4, ApiDoors.Call("UnmergeReferral")),
        ["TellApart"] = new(6, ApiDoors.Call("TellApart", """{"from":"RA-0A00-M"}""")),
        ["ReadNotes"] = new(6, ApiDoors.Call("ReadNotes")),
        ["WriteNote"] = new(20, ApiDoors.Call("WriteNote", """{"text":"The room is on the first floor"}""")),
        ["RemoveNote"] = new(8, ApiDoors.Call("RemoveNote")),
        ["AnswerJointly"] = new(6, ApiDoors.Call("AnswerJointly", """{"answer":"dispute"}""")),
        ["AddNeed"] = new(8, ApiDoors.Call("AddNeed", """{"need":"legal"}""")),
        ["PassOnReferral"] = new(6, ApiDoors.Call("PassOnReferral", """{"reason":"too-close"}""")),
        ["ChooseCaseworker"] = new(8, ApiDoors.Call("ChooseCaseworker", """{"person":"north-caseworker"}""")),
        ["ListCaseworkers"] = new(4, ApiDoors.Call("ListCaseworkers")),
        ["ReadConsents"] = new(4, ApiDoors.Call("ReadConsents")),
        ["RecordConsent"] = new(6, ApiDoors.Call("RecordConsent", """{"purpose":"check-ins","answer":"agreed"}""")),
        ["ListMine"] = new(4, ApiDoors.Call("ListMine")),
        ["ListOpen"] = new(6, ApiDoors.Call("ListOpen")),
        ["ListAccompanied"] = new(4, ApiDoors.Call("ListAccompanied")),
        ["InviteStaff"] = new(10, ApiDoors.Call("InviteStaff", """{"role":"regional-coordinator","organisation":"mission-al","regions":["al-north"],"language":"sq","callName":"North 78"}""")),
        ["ListInvitations"] = new(4, ApiDoors.Call("ListInvitations")),
        ["DismissStaff"] = new(4, ApiDoors.Call("DismissStaff", """{"person":"south-duty"}""")),
        ["ReadRota"] = new(8, ApiDoors.Call("ReadRota")),
        ["TakeDuty"] = new(8, ApiDoors.Call("TakeDuty", """{"region":"al-north","day":"2026-03-06"}""")),
        ["ListSwaps"] = new(4, ApiDoors.Call("ListSwaps")),
        ["AnswerSwap"] = new(6, ApiDoors.Call("AnswerSwap", """{"answer":"agree"}""")),
        ["ListApprovals"] = new(4, ApiDoors.Call("ListApprovals")),
        ["AnswerApproval"] = new(6, ApiDoors.Call("AnswerApproval", """{"answer":"refuse"}""")),
        ["SetAbsence"] = new(6, ApiDoors.Call("SetAbsence", """{"until":"2026-03-09T00:00:00+01:00"}""")),
        ["SetQuiet"] = new(6, ApiDoors.Call("SetQuiet", """{"from":"22:00","until":"07:00"}""")),
        ["DeclarePlaces"] = new(12, ApiDoors.Call("DeclarePlaces", """{"places":2}""")),
        ["SubscribeHook"] = new(16, ApiDoors.Call("SubscribeHook", """{"address":"https://cases.hotline.example.org/hooks","events":["opened","taken","closed"]}""")),
        ["ShowHook"] = new(4, ApiDoors.Call("ShowHook")),
        ["EndHook"] = new(3, ApiDoors.Call("EndHook")),
        ["RotateHookSecret"] = new(6, ApiDoors.Call("RotateHookSecret")),
        ["TestHook"] = new(6, ApiDoors.Call("TestHook")),
        ["ListHookDeliveries"] = new(8, ApiDoors.Call("ListHookDeliveries")),
        ["ReplayHookDelivery"] = new(8, ApiDoors.Call("ReplayHookDelivery")),
        ["OpenCaseFile"] = new(30, CaseDoors.Refer),
        ["ShareCaseFile"] = new(8, ApiDoors.Call("ShareCaseFile", """{"with":"Shelter Sarajevo","basis":"consent","format":"xlsx","approval":"0123456789ab"}""")),
        ["GivePersonFile"] = new(10, CaseDoors.PersonFile),
        ["ShowMe"] = new(6, ApiDoors.Call("ShowMe")),
        ["LoadPeople"] = new(25, ApiDoors.Load),
        ["InviteStaffAsOperator"] = new(25, StaffDoors.Invite),
        ["DismissStaffAsOperator"] = new(12, StaffDoors.Dismiss),
        ["ApproveAsOperator"] = new(12, StaffDoors.Approve),
        ["VerifyChain"] = new(12, ApiDoors.Chain),
        ["PutPoisonBack"] = new(12, ApiDoors.PutBack),
        ["RebuildView"] = new(8, (scene, draw) => ApiDoors.Upkeep(scene, draw, "RebuildView", "POST", $"views/{draw.Of(ApiDoors.Views)}")),
        ["RotateKeys"] = new(8, (scene, draw) => ApiDoors.Upkeep(scene, draw, "RotateKeys", "POST", "keys")),
        ["VerifyChains"] = new(4, (scene, draw) => ApiDoors.Upkeep(scene, draw, "VerifyChains", "GET", "chain")),
        ["TakeBackup"] = new(4, (scene, draw) => ApiDoors.Upkeep(scene, draw, "TakeBackup", "POST", "backup")),
        ["BeginRehearsal"] = new(2, (scene, draw) => ApiDoors.Upkeep(scene, draw, "BeginRehearsal", "POST", "rehearsals")),
        ["WriteRehearsal"] = new(16, BackupDoors.Write),
        ["CheckRehearsal"] = new(4, (scene, draw) => ApiDoors.Upkeep(scene, draw, "CheckRehearsal", "GET", $"rehearsals/{BackupDoors.Id(scene, draw)}")),
        ["EndRehearsal"] = new(4, (scene, draw) => ApiDoors.Upkeep(scene, draw, "EndRehearsal", "DELETE", $"rehearsals/{BackupDoors.Id(scene, draw)}")),
        ["CleanRehearsals"] = new(2, (scene, draw) => ApiDoors.Upkeep(scene, draw, "CleanRehearsals", "DELETE", "rehearsals")),
        ["ShowAudit"] = new(8, ApiDoors.Audit),
        ["BeginErasure"] = new(14, StaffDoors.Erase),
        ["ShowErasure"] = new(6, StaffDoors.ShowErasure),
    };

    /// <summary>Routes that read nothing of a request but its key: the general generator is enough.</summary>
    public static IReadOnlyList<string> General { get; } = ["ListApiKeys", "ListPoison", "SetWebhooks", "ShowDocument", "ShowKeys", "ShowLive", "ShowReady", "ShowRetention"];

    private static readonly List<HostileDoor> All =
    [
        .. House.Doors.Select(door => door.Function.Name).Select(name => Own.TryGetValue(name, out var own) ? own : new HostileDoor(4, (scene, draw) => ApiDoors.Any(scene, draw, name))),
        new HostileDoor(25, (_, draw) => ApiDoors.Nowhere(draw)),
    ];

    private static readonly int Weights = All.Sum(door => door.Weight);

    public static HostileInput Next(Scene scene, Draw draw)
    {
        if (draw.OneIn(25) && scene.Before(draw) is { } before) return Again(draw, before);
        var at = draw.Next(Weights);
        var input = All.First(door => (at -= door.Weight) < 0).Make(scene, draw);
        if (draw.OneIn(14)) input = Dressed(draw, input);
        scene.Sent(input.Ask);
        return input;
    }

    /// <summary>Something that was sent before: as it was, or with a bit of it changed.</summary>
    private static HostileInput Again(Draw draw, HttpAsk before)
    {
        var ask = draw.OneIn(2) || before.Body.Length == 0 ? before : before with { Body = HostileJson.Damaged(draw, before.Body) };
        var isKnown = House.Doors.FirstOrDefault(door => door.Trigger.Methods?.Contains(ask.Method, StringComparer.OrdinalIgnoreCase) != false && door.Route.TryMatch(ask.Path.Split('?')[0], []));
        return new HostileInput(isKnown.Function?.Name ?? HostileInput.Nowhere, ask, true);
    }

    /// <summary>With headers that do not belong there.</summary>
    private static HostileInput Dressed(Draw draw, HostileInput input)
    {
        var headers = input.Ask.Headers.ToList();
        switch (draw.Next(4))
        {
            case 0:
                headers.Add(("Content-Encoding", draw.Of(Encodings)));
                break;
            case 1:
                headers.RemoveAll(header => header.Name == "Content-Type");
                headers.Add(("Content-Type", draw.Of(ContentTypes)));
                break;
            case 2 when headers.Count > 0:
                headers.Add(draw.Of(headers));
                break;
            default:
                headers.Add((draw.Of(OddHeaders), HostileText.Any(draw, 8000)));
                break;
        }
        return input with { Ask = input.Ask with { Headers = headers }, Words = null, MayComeIn = input.MayComeIn };
    }
}
