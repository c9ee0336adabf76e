import type { JsonObject } from '../domain/facts';
import type { ScoringScheme } from '../domain/programme-rules';
import { withClause } from '../domain/refusal-notice';
import type { RankedCandidate } from '../domain/rules/scoring';
import type { Notice } from '../event-store/notice';

type OwnNumbers = Partial<Pick<RankedCandidate, 'apartBy'> & { readonly working: Pick<RankedCandidate['working'], 'leans'> }>;
type Words = Pick<ScoringScheme, 'clause' | 'components' | 'leans'>;

/**
 * How a candidate stands apart from whoever is ranked next to her with the same total, in the words of the scheme that ranked
 * them and with its clause. null: no total next to hers is equal, nothing sets them apart, or her part is not open. Of a preference
 * it says on which side of it she is, and nothing of who is on the other. @param own her part of a ranking.
 */
export function tieSays(own: JsonObject | null, scheme: JsonObject): Notice | null {
  const { apartBy = null, working } = (own ?? {}) as OwnNumbers;
  const { clause, components, leans = [] } = scheme as JsonObject & Words;
  if (apartBy === null) return null;
  if (apartBy === 'decided') return { zh: '同分由集体议定先后', en: 'apart from an equal total in the order that a body decided' };
  if (apartBy === 'passed') return withClause({ zh: '同分中达到入选线的在前', en: 'apart from an equal total, since one of the two is under a line' }, clause);
  const lean = leans.find(({ code }) => code === apartBy);
  if (lean !== undefined) {
    const first = (working?.leans ?? []).some(({ code }) => code === apartBy);
    return withClause({ zh: `同分按“${lean.names.zh}”在${first ? '前' : '后'}`, en: `${first ? 'before' : 'after'} an equal total by the preference "${lean.names.en}"` }, lean.clause);
  }
  const names = components.find(({ code }) => code === apartBy)?.names ?? { zh: apartBy, en: apartBy };
  return withClause({ zh: `同分按“${names.zh}”的得分定先后`, en: `apart from an equal total by the mark for "${names.en}"` }, clause);
}
