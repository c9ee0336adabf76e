import type { BusinessDate } from '../dates';
import type { EventId, JsonObject } from '../facts';
import type { EffectiveProgramme } from '../programme-rules';
import type { AssessmentKind, Grade } from '../teacher/facts';
import { cameOn, milestonesOn, type MilestoneStanding } from '../teacher/milestones';
import { LAST_DAY } from '../teacher/nomination-view';
import type { Away } from '../teacher/place';
import { resolve, viewOf, type LifeFact } from '../teacher/view';
import { unitOn, unitsIn, type Asks } from './owed-spans';

/** All that the milestones of any programme ask of one who entered on a known day, whatever the day asked about. */
export interface FirstYears extends JsonObject {
  readonly enteredOn: BusinessDate;
  /** From which day she was registered here. */
  readonly cameOn: BusinessDate;
  readonly verdicts: readonly { readonly event: EventId; readonly programme: string; readonly code: string | null; readonly kind: AssessmentKind; readonly period: string; readonly grade: Grade; readonly on: BusinessDate }[];
  readonly retiredOn: BusinessDate | null;
  readonly departedOn: BusinessDate | null;
  readonly deceasedOn: BusinessDate | null;
  /** Times out of service that she came back from; absent where there is none. */
  readonly away?: readonly Away[];
  readonly units: Asks['units'];
}

/** null where nobody knows when she entered: no year of hers is ever full. */
export function firstYearsOf(facts: readonly LifeFact[]): FirstYears | null {
  const standing = resolve(facts);
  const { enteredOn, verdicts, retiredOn, departedOn, deceasedOn, away } = viewOf(standing, LAST_DAY);
  if (enteredOn === null) return null;
  return {
    enteredOn, cameOn: cameOn(facts) ?? enteredOn, retiredOn, departedOn, deceasedOn, ...(away.length === 0 ? {} : { away }), units: unitsIn(standing),
    verdicts: verdicts.filter(({ kind }) => kind === 'MILESTONE').map(({ event, programme, code, kind, period, grade, on }) => ({ event, programme, code, kind, period, grade, on })),
  };
}

/** Milestones that wait to be assessed on a day. An aim is nobody's to assess, and waits for no act. */
export function milestonesAsked({ units, verdicts, enteredOn, cameOn: came, ...gone }: FirstYears, programme: EffectiveProgramme, on: BusinessDate): readonly MilestoneStanding[] {
  if (unitOn(units, on) === null) return [];
  const service = { retiredOn: since(gone.retiredOn, on), departedOn: since(gone.departedOn, on), deceasedOn: since(gone.deceasedOn, on), ...(gone.away === undefined ? {} : { away: gone.away }) };
  const asked = { ...programme, milestones: (programme.milestones ?? []).filter(({ assessment }) => assessment !== null) };
  return milestonesOn({ enteredOn, cameOn: came, verdicts: verdicts.filter((one) => one.on <= on), titles: [], ...service }, [asked], on)
    // Of the dead nothing is asked any more; of who retired or left, what had come due by then.
    .filter(({ status }) => (status === 'DUE' || status === 'OVERDUE') && service.deceasedOn === null);
}

function since(day: BusinessDate | null, on: BusinessDate): BusinessDate | null {
  return day !== null && day <= on ? day : null;
}
