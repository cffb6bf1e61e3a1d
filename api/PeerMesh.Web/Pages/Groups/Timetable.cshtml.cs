using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Schedules;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Groups;

/// <summary>When the group meets, for those who facilitate it.</summary>
internal sealed class TimetableModel(IGrainFactory grains, TimeProvider clock) : PageModel
{
    /// <summary>The kinds of rules a form offers, as they are called on the wire.</summary>
    internal static readonly IReadOnlyList<string> Kinds = ["weekly", "monthlyOnWeekdays", "monthlyOnDay", "monthlyAfterWeekday", "once"];

    // The fields under which a "no" stands, where their form has them; the others stand above the form.
    private static readonly ImmutableDictionary<string, string[]> FieldsOf = new Dictionary<string, string[]>
    {
        ["schedule.zone_unknown"] = ["zone"],
        ["schedule.zone_is_offset"] = ["zone"],
        ["schedule.doors_invalid"] = ["doors"],
        ["schedule.reminder_invalid"] = ["reminder"],
        ["schedule.days_invalid"] = ["days"],
        ["schedule.every_invalid"] = ["everyWeeks"],
        ["schedule.which_invalid"] = ["which"],
        ["schedule.day_of_month_invalid"] = ["dayOfMonth"],
        ["schedule.time_invalid"] = ["startsAt"],
        ["schedule.minutes_invalid"] = ["minutes"],
        ["schedule.date_invalid"] = ["on", "movedTo"],
        ["schedule.moved_too_far"] = ["movedTo"],
        ["schedule.starts_too_early"] = ["movedTo", "until"],
        ["schedule.end_before_start"] = ["until"],
        ["schedule.count_invalid"] = ["count"],
        ["schedule.count_and_end"] = ["count"],
        ["schedule.closure_invalid"] = ["to"],
        ["schedule.reason_invalid"] = ["reason"],
        ["schedule.closure_venue_invalid"] = ["link"],
        ["listing.link_invalid"] = ["link"],
    }.ToImmutableDictionary();

    // The fields of each form that show a "no" of their own.
    private static readonly ImmutableDictionary<string, string[]> Forms = new Dictionary<string, string[]>
    {
        ["basics"] = ["zone", "doors", "reminder"],
        ["date"] = ["movedTo", "startsAt", "minutes", "link", "reason"],
        ["rule"] = ["days", "everyWeeks", "which", "dayOfMonth", "startsAt", "minutes", "until", "count"],
        ["extra"] = ["on", "startsAt", "minutes", "reason"],
        ["closure"] = ["to", "reason", "link"],
    }.ToImmutableDictionary();

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The date in hand, by its occurrence's id.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Date { get; set; }

    public GroupView Group { get; private set; } = null!;

    public Timetable? Timetable => Group.Listing.Timetable;

    public Occurrence? Picked { get; private set; }

    /// <summary>What was typed, when it could not be saved.</summary>
    public PostedFields Typed { get; private set; } = PostedFields.None;

    /// <summary>The form that could not be saved, and why.</summary>
    public (string Form, Refusal Why)? Problem { get; private set; }

    public DateOnly Today { get; private set; }

    /// <summary>The "no" above a form: what belongs to none of its fields.</summary>
    public string? Why(string form) => Problem is { } problem && problem.Form == form && FieldIn(form, problem.Why) is null ? problem.Why.InWords() : null;

    /// <summary>The "no" under a field.</summary>
    public string? Why(string form, string field) => Problem is { } problem && problem.Form == form && FieldIn(form, problem.Why) == field ? problem.Why.InWords() : null;

    public Task<IActionResult> OnGet() => Show(form: null, change: null);

    public Task<IActionResult> OnPostBasics() => Show("basics", (group, caller, typed) => group.SetTimetable(
        caller,
        (Timetable ?? new Timetable("", [], [], [])) with
        {
            Zone = typed.Text("zone") ?? "",
            DoorsMinutes = typed.Number("doors") ?? ScheduleLimits.DoorsUsual,
            ReminderMinutes = typed.Number("reminder") ?? ScheduleLimits.ReminderUsual,
            ByAppointment = typed.Ticked("byAppointment"),
        }));

    public Task<IActionResult> OnPostRule() => Show("rule", async (group, caller, typed) =>
        RecurrenceOf(typed) is not { } recurrence ? ScheduleRefusals.RecurrenceMissing
        : typed.Time("startsAt") is not { } startsAt ? ScheduleRefusals.TimeInvalid
        : await group.EditTimetable(caller, new AddRule(
            recurrence, startsAt, typed.Date("from") ?? Today, typed.Number("minutes") ?? 0, typed.Date("until"), typed.Number("count"))));

    public Task<IActionResult> OnPostExtra() => Show("extra", async (group, caller, typed) =>
        typed.Date("on") is not { } date ? ScheduleRefusals.DateInvalid
        : typed.Time("startsAt") is not { } startsAt ? ScheduleRefusals.TimeInvalid
        : await group.EditTimetable(caller, new AddDate(date, startsAt, typed.Number("minutes") ?? 0, OnlineOf(typed), typed.Text("reason"))));

    public Task<IActionResult> OnPostClosure() => Show("closure", async (group, caller, typed) =>
        typed.Date("from") is not { } from || typed.Date("to") is not { } to ? ScheduleRefusals.DateInvalid
        : await group.EditTimetable(caller, new AddClosure(from, to, typed.Text("reason") ?? "", OnlineOf(typed))));

    public Task<IActionResult> OnPostOpenAgain() => Show("closure", async (group, caller, typed) =>
        typed.Date("from") is { } from ? await group.EditTimetable(caller, new RemoveClosure(from)) : ScheduleRefusals.NoSuchClosure);

    public Task<IActionResult> OnPostEnd() => Show("rules", async (group, caller, typed) =>
        NextOf(typed.Text("rule")) is { } next
            ? await group.EditTimetable(caller, new CancelDates(next.Id, EditScope.All))
            : ScheduleRefusals.NothingLeft);

    public Task<IActionResult> OnPostChange() => Show("date", (group, caller, typed) => group.EditTimetable(caller, new ChangeDates(
        Date ?? "",
        typed.Choice<EditScope>("scope") ?? EditScope.ThisDate,
        typed.Date("movedTo") is { } to && to != DateOf(Picked) ? to : null,
        typed.Time("startsAt"),
        typed.Number("minutes"),
        OnlineOf(typed),
        Reason: typed.Text("reason"))));

    public Task<IActionResult> OnPostCancel() => Show("date", (group, caller, typed) =>
        group.EditTimetable(caller, new CancelDates(Date ?? "", typed.Choice<EditScope>("scope") ?? EditScope.ThisDate, typed.Text("reason"))));

    public Task<IActionResult> OnPostRestore() => Show("date", (group, caller, _) => group.EditTimetable(caller, new RestoreDate(Date ?? "")));

    /// <summary>The rules that still give dates; what they were before is nobody's concern here.</summary>
    public IEnumerable<MeetingRule> CurrentRules => Timetable?.Rules.Where(rule => NextOf(rule.Id) is not null) ?? [];

    public static DateOnly? DateOf(Occurrence? occurrence) => occurrence is null ? null : DateOnly.FromDateTime(occurrence.StartsAt.DateTime);

    private static string? FieldIn(string form, Refusal why) =>
        FieldsOf.GetValueOrDefault(why.Code)?.Intersect(Forms.GetValueOrDefault(form) ?? []).FirstOrDefault();

    private Occurrence? NextOf(string? rule) =>
        Timetable is { } timetable && timetable.Rules.Find(known => known.Id == rule) is { } found
            ? Occurrences.Next(timetable with { Rules = [found] }, [], clock.GetUtcNow(), max: 1, TimeSpan.FromDays(800)).FirstOrDefault(next => next.Rule == rule)
            : null;

    private static Recurrence? RecurrenceOf(PostedFields typed)
    {
        var months = typed.Number("everyMonths") ?? 1;
        return typed.Text("kind") switch
        {
            "weekly" => new Weekly([.. Days(typed.All("days"))], typed.Number("everyWeeks") ?? 1),
            "monthlyOnWeekdays" => new MonthlyOnWeekdays(
                typed.Choice<Weekday>("day") ?? Weekday.Sunday,
                [.. typed.All("which").Select(which => int.TryParse(which, System.Globalization.CultureInfo.InvariantCulture, out var nth) ? nth : 0)],
                months),
            "monthlyOnDay" => new MonthlyOnDay(typed.Number("dayOfMonth") ?? 0, months),
            "monthlyAfterWeekday" => new MonthlyAfterWeekday(
                typed.Choice<Weekday>("afterDay") ?? Weekday.Sunday, typed.Choice<Weekday>("after") ?? Weekday.Sunday, typed.Number("afterWhich") ?? 1),
            "once" => new Once(),
            _ => null,
        };
    }

    private static IEnumerable<Weekday> Days(IEnumerable<string> names) =>
        names.Select(name => Enum.TryParse<Weekday>(name, out var day) ? day : (Weekday)(-1));

    private static Venue? OnlineOf(PostedFields typed) =>
        typed.Text("link") is { } link ? new Venue(VenueType.Virtual, Link: link)
        : typed.Ticked("online") ? new Venue(VenueType.Virtual, InRoom: true)
        : null;

    private async Task<IActionResult> Show(string? form, Func<IGroupGrain, Caller, PostedFields, Task<Refusal?>>? change)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        var grain = grains.GetGrain<IGroupGrain>(Id);
        if (!PageIds.Possible(Id) || await grain.Look(caller) is not { } group)
        {
            return NotFound();
        }

        if (group.MyRole != GroupRole.Facilitator)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Group = group;
        Today = DateOnly.FromDateTime(WallClock.Show(Timetable?.Zone ?? "", clock.GetUtcNow()).DateTime);
        Picked = Date is null ? null : group.NextDates.Find(date => date.Id == Date) ?? Occurrences.Find(Timetable, [], Date);
        if (change is null)
        {
            return Page();
        }

        Typed = new PostedFields(Request.Form);
        if (await change(grain, caller, Typed) is { } refusal)
        {
            Problem = (form!, refusal);
            return Page();
        }

        return RedirectToPage("/Groups/Timetable", new { id = Id });
    }
}
