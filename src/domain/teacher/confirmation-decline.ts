import type { JsonObject, Refusal } from '../facts';
import { isConfidential, withoutConfidential } from '../rules/confidential';
import type { ConfirmationDeclined } from './ways-facts';

/**
 * What the rule that stood against her read of her, out of what all of them did; null where what stood against her is no rule
 * of eligibility, and where her part was erased.
 */
export function decisiveOf({ rule, inputs, verdicts }: ConfirmationDeclined['data'], own: JsonObject | null): JsonObject | null {
  const { version = 1 } = inputs;
  const place = verdicts.findIndex((verdict) => !verdict.holds && verdict.rule === `${rule}@${Number(version)}`);
  const answers = own?.['inputs'];
  const read: unknown = Array.isArray(answers) ? answers[place] : undefined;
  const values: unknown = typeof read === 'object' && read !== null ? Reflect.get(read, 'inputs') : undefined;
  return typeof values === 'object' && values !== null && !Array.isArray(values) ? (values as JsonObject) : null;
}

/** A decline as it would have been refused: whoever asked reads of her what her school may. */
export function refusalOfDecline({ data, private: parts }: ConfirmationDeclined, holder: string): Refusal {
  const { rule, clause, inputs } = data;
  const own = isConfidential(rule) ? null : decisiveOf(data, parts[holder] ?? null);
  return { rule, ...(clause === null ? {} : { clause }), inputs, ...(own === null ? {} : { personal: { [holder]: withoutConfidential(own) } }) };
}
