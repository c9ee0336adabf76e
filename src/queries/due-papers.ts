import { addDays, type BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { hasEnded, type OrgsState } from '../domain/orgs';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { dueIn, dutyPeriods } from '../domain/targets/compliance';
import { complianceBoard, type ComplianceLine } from '../domain/targets/compliance-board';
import { entriesOf } from './board-entries';
import { owedBy } from './compliance';
import type { Waiting } from './due-task';
import type { InForce } from './programmes-in-force';
import type { Reading } from './reading';

/** What is owed by the end of a year waits on nobody's desk all year long. */
const REMINDED_DAYS = 90;
/** The period that runs, and the one before. */
const LAST = 2;

export interface PaperTasksAsked {
  readonly asOf: BusinessDate;
  readonly kind: string | undefined;
  /** Those whose tasks the asker sees; null: all. */
  readonly units: ReadonlySet<OrgId> | null;
  readonly tree: OrgsState;
  readonly programmes: readonly InForce[];
}

interface Owed {
  readonly line: ComplianceLine;
  readonly by: BusinessDate;
}

/**
 * Plans and policies that units have to bring by a last day and have not: of the period that runs and of the one before, in
 * the last ninety days and from then on. What has no last day stands on the board alone (`GET /programmes/:programme/compliance`),
 * and so does what a unit that has ended owed: nobody has to plan for it any more.
 */
export async function* paperTasks(reading: Reading, { asOf, kind, units, tree, programmes }: PaperTasksAsked): AsyncIterable<Waiting> {
  if ((kind !== undefined && kind !== 'BRING_PAPER') || units?.size === 0) return;
  for (const { rules } of programmes) {
    const { id: programme, compliance = [] } = rules;
    for (const { line: { requirement, names, unit, period, status }, by } of await owedIn(reading, rules, asOf, tree, units)) {
      yield {
        task: `BRING_PAPER/${programme}/${requirement}/${period.from}/${unit}`, kind: 'BRING_PAPER', unit, post: compliance.find(({ code }) => code === requirement)?.by.post ?? null,
        person: null, teacher: null, due: by, overdue: status === 'OVERDUE',
        tell: () => ({ says: { zh: `${names.zh}尚未报送，请在 ${by} 前报送并登记。`, en: `${names.en} has not come: bring and record it by ${by}.` }, since: addDays(by, -REMINDED_DAYS) }),
      };
    }
  }
}

/** No paper is looked at where none has a last day that comes up. */
async function owedIn(reading: Reading, { id, compliance = [] }: EffectiveProgramme, asOf: BusinessDate, tree: OrgsState, units: ReadonlySet<OrgId> | null): Promise<readonly Owed[]> {
  const duties = compliance.filter((duty) => dutyPeriods(duty, asOf).slice(-LAST).some((period) => comesUp(dueIn(duty, period)?.latest ?? null, asOf)));
  if (duties.length === 0) return [];
  const board = complianceBoard({ duties, last: LAST, entries: await entriesOf(reading, 'COMPLIANCE', id, asOf), tree, asOf, asked: await owedBy(reading, id, tree, asOf, units ?? undefined) });
  return board.flatMap((line): readonly Owed[] => {
    const by = line.due?.latest ?? null;
    return by === null || line.on !== null || !comesUp(by, asOf) || hasEnded(tree, line.unit, asOf) ? [] : [{ line, by }];
  });
}

function comesUp(by: BusinessDate | null, asOf: BusinessDate): boolean {
  return by !== null && asOf >= addDays(by, -REMINDED_DAYS);
}
