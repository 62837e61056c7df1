// Moments of a time zone: which instant "12 June, 15:00" is there, and what its clock shows.

const parts = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let made = parts.get(zone);
  if (!made) {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    parts.set(zone, made);
  }
  return made;
}

/** What a clock in the zone shows, as if it were UTC: milliseconds. */
function shownAs(at: number, zone: string): number {
  const p: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(at)) p[type] = Number(value);
  const of = (name: string) => p[name] ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The instant of a day ("2026-06-12") and a time of day ("15:00") in the zone, as RFC 3339. */
export function instantOf(day: string, clock: string, zone: string): string {
  const wanted = Date.parse(`${day}T${clock}:00Z`);
  let at = wanted;
  // Twice, since the offset of the first guess may be that of the other side of a clock change.
  for (let i = 0; i < 2; i += 1) at += wanted - shownAs(at, zone);
  return new Date(at).toISOString();
}

/** The day and the time of day of an instant in the zone. */
export function wallClock(value: string, zone: string): { day: string; clock: string } {
  const shown = new Date(shownAs(Math.floor(Date.parse(value) / 1000) * 1000, zone)).toISOString();
  return { day: shown.slice(0, 10), clock: shown.slice(11, 16) };
}

/** The calendar day of a moment in the zone, as days since 1970. */
export function dayNumber(at: Date, zone: string): number {
  return Math.floor(shownAs(Math.floor(at.getTime() / 1000) * 1000, zone) / 86_400_000);
}
