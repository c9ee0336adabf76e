import type { DecisionContext } from '../context';
import { isBusinessDate, type BusinessDate } from '../dates';
import { outOfOrder } from '../days-in-order';
import { needed, refused, type Refused } from '../decision';
import type { Decision, OfficialAct, TitleId } from '../facts';
import { ruleReference } from '../programme-rules';
import type { ReissueReason, TeacherFact } from './facts';
import { LAST_DAY } from './nomination';
import { ownDossier, type TeacherState } from './teacher';
import { hasEnded } from './title-status';
import { view, type TitleView } from './view';

export interface ReissueCertificateCommand {
  readonly title: TitleId;
  readonly reasonCode: ReissueReason;
  /** Free text, kept under the teacher's own key. */
  readonly reason: string;
  readonly act?: OfficialAct;
  readonly effectiveOn?: BusinessDate;
}
export interface RecoverCertificateCommand {
  readonly title: TitleId;
  readonly certificate: string;
  readonly effectiveOn?: BusinessDate;
}

/** A new number in place of the one that counts: the first with `-R1`, `-R2`, … so that it is unique where the first was. */
export function decideReissueCertificate(state: TeacherState, command: ReissueCertificateCommand, context: DecisionContext): Decision<TeacherFact> {
  const { title: id, reasonCode, reason, act, effectiveOn = context.today } = command;
  const title = heldTitle(state, id, effectiveOn, context);
  if ('kind' in title) return title;
  if (hasEnded(title.status)) return refused('titleNotHeld', { title: id, status: title.status, day: effectiveOn });
  const [first] = title.certificates;
  if (first === undefined) throw new Error(`title ${id} has no certificate`);
  const before = title.certificates.at(-1) ?? first;
  if (effectiveOn < before.issuedOn) return outOfOrder('issuedOn', before.issuedOn, 'effectiveOn', effectiveOn);
  const certificate = `${first.certificate}-R${title.certificates.length}`;
  return {
    kind: 'events',
    events: [{
      type: 'CertificateReissued', data: { title: id, certificate, replaces: title.certificate, reasonCode }, private: { [state.id]: { reason } },
      effectiveOn, standsOn: [title.conferral], ...(act ? { act } : {}), ...ofConferral(title, context),
    }],
  };
}

/** The paper of a title that ended, or of a certificate that was replaced, came back. One that is valid stays where it is. */
export function decideRecoverCertificate(state: TeacherState, command: RecoverCertificateCommand, context: DecisionContext): Decision<TeacherFact> {
  const { title: id, certificate, effectiveOn = context.today } = command;
  const title = heldTitle(state, id, effectiveOn, context);
  if ('kind' in title) return title;
  const paper = title.certificates.find((one) => one.certificate === certificate);
  if (paper === undefined) return refused('unknownCertificate', { certificate, certificates: title.certificates.map((one) => one.certificate) });
  if (paper.recoveredOn !== null) return refused('certificateRecovered', { certificate, on: paper.recoveredOn });
  if (!hasEnded(title.status) && paper.replacedOn === null) return refused('certificateValid', { certificate, status: title.status });
  const since = paper.replacedOn ?? title.ended?.on ?? paper.issuedOn;
  if (effectiveOn < since) return outOfOrder('issuedOn', since, 'effectiveOn', effectiveOn);
  return { kind: 'events', events: [{ type: 'CertificateRecovered', data: { title: id, certificate }, effectiveOn, standsOn: [title.conferral], ...ofConferral(title, context) }] };
}

/** Numbers and papers whatever their day: a reissue entered late must not give a number out twice. */
function heldTitle(state: TeacherState, id: TitleId, effectiveOn: BusinessDate, context: DecisionContext): TitleView | Refused {
  const own = ownDossier(state, context);
  if (own) return own;
  if (!isBusinessDate(effectiveOn)) return refused('notADate', { name: 'effectiveOn', date: effectiveOn });
  if (effectiveOn > context.today) return refused('inTheFuture', { day: effectiveOn, today: context.today });
  return view(state.facts, LAST_DAY).titles.find((entry) => entry.title === id) ?? refused('unknownTitle', { title: id });
}

function ofConferral(title: TitleView, context: DecisionContext) {
  return title.rule === null ? {} : { rule: ruleReference(needed(context, 'programme'), title.rule.clause) };
}
