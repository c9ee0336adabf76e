import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { holderStream } from '../commands/desk';
import { NotFoundError } from '../commands/errors';
import { standingDossier } from '../commands/surviving-dossier';
import type { BusinessDate } from '../domain/dates';
import { openedRound, round } from '../domain/round/round';
import { teacher } from '../domain/teacher/teacher';
import { LAST_DAY } from '../domain/teacher/nomination-view';
import { suspensionOn, type TitleStatus } from '../domain/teacher/title-status';
import { view, type TitleView } from '../domain/teacher/view';
import { CERTIFICATES, type CertificateDocument } from '../../projections/certificates/certificates';
import { Reading, type Labelled } from './reading';

/** VALID; NOT_YET_VALID before the title's first day; REPLACED by a newer certificate of the same title; every other as the title. */
export type CertificateStatus = 'VALID' | 'NOT_YET_VALID' | 'REPLACED' | Exclude<TitleStatus, 'PENDING' | 'ACTIVE'>;

/** What anybody may know of a certificate that she holds the number of. Nothing else of the holder is shown. */
export interface CertificateAnswer {
  readonly certificate: string;
  readonly asOf: BusinessDate;
  readonly status: CertificateStatus;
  /** From when it has that status; null where it has had it from its first day. */
  readonly since: BusinessDate | null;
  /** Her first character, the rest hidden, to be compared with the paper, or the name of a team; null where her data was erased. */
  readonly holder: string | null;
  /** Where she was when it was conferred. */
  readonly unit: Labelled;
  readonly programme: Labelled;
  readonly tier: Labelled;
  readonly conferredOn: BusinessDate;
  readonly until: BusinessDate | null;
  readonly conferredBy: Labelled | null;
  /** 文号 of the act of conferral. */
  readonly number: string | null;
}

export class CertificateQuestion extends Question<CertificateAnswer> {
  constructor(readonly certificate: string) {
    super();
  }
}

/** Asked without a token. The status comes from her own stream, read to its end, so that a title revoked a moment ago is not shown as valid. */
@QueryHandler(CertificateQuestion)
export class CertificateHandler implements IQueryHandler<CertificateQuestion, CertificateAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ certificate }: CertificateQuestion): Promise<CertificateAnswer> {
    const document = await this.reading.one(CERTIFICATES, certificate);
    if (document === undefined) throw new NotFoundError('certificate', certificate);
    const { teacher: holder, holder: kind = 'PERSON', title: id } = document.body as CertificateDocument;
    const { streams } = this.reading.sources.application.desk;
    const today = this.reading.today();
    const { state } = await standingDossier((stream) => streams.load(teacher, stream), holderStream(kind, holder));
    // A title conferred from a later day on has its certificate already, and what is decided for a later day does not count yet.
    const title = view(state.facts, today).titles.find((one) => one.title === id) ?? pending(view(state.facts, LAST_DAY).titles.find((one) => one.title === id));
    const paper = title?.certificates.find((one) => one.certificate === certificate);
    // A conferral that was voided or restated with another number never was this certificate.
    if (title === undefined || paper === undefined) throw new NotFoundError('certificate', certificate);
    const act = state.byId.get(title.conferral)?.meta.act;
    const pinned = openedRound((await streams.load(round, `round-${title.round}`)).state);
    const effective = await this.reading.sources.application.desk.programmes.effective(pinned.programme, pinned.version, pinned.adoptions);
    const { tree } = await this.reading.registry();
    const status = paper.replacedOn === null ? statusOf(title.status) : 'REPLACED';
    // A team is shown as it is called, and nobody who is in it.
    const team = view(state.facts, LAST_DAY).team?.names;
    const name = team === undefined ? (await this.reading.namesOf([holder])).get(holder) : undefined;
    return {
      certificate,
      asOf: today,
      status,
      since: status === 'REPLACED' ? paper.replacedOn : sinceOf(title, today),
      holder: team !== undefined ? team.zh : name === undefined ? null : `${[...name][0] ?? ''}＊＊`,
      unit: this.reading.unitName(tree, title.unit, title.conferredOn),
      programme: effective.names,
      tier: effective.tiers.find(({ code }) => code === title.tier)?.names ?? { zh: title.tier, en: title.tier },
      // From when its first term counts: a renewal begins another term and confers nothing.
      conferredOn: title.terms[0]?.from ?? title.from,
      until: title.to,
      conferredBy: act === undefined ? null : this.reading.unitName(tree, act.body, act.date),
      number: act?.number ?? null,
    };
  }
}

function statusOf(status: TitleStatus): CertificateStatus {
  return status === 'PENDING' ? 'NOT_YET_VALID' : status === 'ACTIVE' ? 'VALID' : status;
}

function sinceOf({ ended, lifetime, suspensions, status }: TitleView, today: BusinessDate): BusinessDate | null {
  if (status === 'SUSPENDED') return suspensionOn({ suspensions }, today)?.from ?? null;
  return ended?.on ?? (status === 'LIFETIME' ? (lifetime?.on ?? null) : null);
}

function pending(title: TitleView | undefined): TitleView | undefined {
  return title === undefined ? undefined : { ...title, status: 'PENDING' };
}
