import { addDays, type BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { OrgsState } from '../domain/orgs';
import { complianceBoard } from '../domain/targets/compliance-board';
import { entriesOf } from './board-entries';
import type { Task } from './due';
import { owedBy } from './compliance';
import { taskName } from './due-words';
import type { InForce } from './programmes-in-force';
import type { Reading } from './reading';

/** What is owed by the end of a year waits on nobody's desk all year long. */
const REMINDED_DAYS = 90;

export interface PaperTasksAsked {
  readonly asOf: BusinessDate;
  readonly kind: string | undefined;
  /** Those whose tasks the asker sees; null: all. */
  readonly units: ReadonlySet<OrgId> | null;
  readonly tree: OrgsState;
  readonly programmes: readonly InForce[];
}

/**
 * Plans and policies that units have to bring by a last day and have not: of the period that runs and of the one before, in
 * the last ninety days and from then on. What has no last day stands on the board alone (`GET /programmes/:programme/compliance`).
 */
export async function* paperTasks(reading: Reading, { asOf, kind, units, tree, programmes }: PaperTasksAsked): AsyncIterable<Task> {
  if ((kind !== undefined && kind !== 'BRING_PAPER') || units?.size === 0) return;
  for (const { rules: { id: programme, compliance = [] } } of programmes) {
    if (compliance.length === 0) continue;
    const board = complianceBoard({ duties: compliance, entries: await entriesOf(reading, 'COMPLIANCE', programme, asOf), tree, asOf, asked: await owedBy(reading, programme, tree, asOf, units ?? undefined) });
    const lastTwo = new Map(compliance.map(({ code }) => [code, new Set([...new Set(board.flatMap(({ requirement, period }) => (requirement === code ? [period.from] : [])))].sort().slice(-2))]));
    for (const { requirement, names, unit, period, due, status, on } of board) {
      const by = due?.latest ?? null;
      if (by === null || on !== null || lastTwo.get(requirement)?.has(period.from) !== true || asOf < addDays(by, -REMINDED_DAYS)) continue;
      yield {
        task: `BRING_PAPER/${programme}/${requirement}/${period.from}/${unit}`, kind: 'BRING_PAPER', name: taskName('BRING_PAPER'),
        says: { zh: `${names.zh}尚未报送，请在 ${by} 前报送并登记。`, en: `${names.en} has not come: bring and record it by ${by}.` },
        round: null, roundNames: null, unit, unitName: reading.unitName(tree, unit, asOf), post: compliance.find(({ code }) => code === requirement)?.by.post ?? null, person: null, handedOverBy: null,
        teacher: null, nomination: null, since: addDays(by, -REMINDED_DAYS), due: by, overdue: status === 'OVERDUE',
      };
    }
  }
}
