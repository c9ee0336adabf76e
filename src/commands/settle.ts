import type { EventId, JsonObject, Refusal, RoundId } from '../domain/facts';
import { alreadySo } from '../domain/decision';
import { evidence, type EvidenceUsed } from '../domain/evidence';
import { heldBy, identity } from '../domain/identity';
import { decideFormPanel, decideOpenScores, type UnsealedSheet } from '../domain/panel';
import { allOpened, panel } from '../domain/panel/state';
import { decideChangeScore } from '../domain/panel/change';
import { decideJoinExperts } from '../domain/panel/recusal';
import { decideRegisterPerson, people } from '../domain/people';
import { round, type RecommendationLine } from '../domain/round/round';
import { decideSettleSeat } from '../domain/round/seats';
import type { PanelCommissioned, ScoreOpeningOrdered, SeatReserved } from '../domain/round/facts';
import type { PanelExtended, ScoreChangeOrdered } from '../domain/round/selection-facts';
import type { IdentityClaimed } from '../domain/registry-facts';
import { decideEnterEvidence } from '../domain/teacher/evidence-entry';
import { decideRegisterTeacher } from '../domain/teacher/life';
import type { Personal } from '../domain/teacher/facts';
import { decideSettleRecommendation, settlementOfRecommendation } from '../domain/teacher/recommendation';
import { isRegistered, teacher } from '../domain/teacher/teacher';
import { decode } from '../event-store/codec';
import { openWithSalt } from '../event-store/private-parts';
import { roundStream, teacherStream, type Asked, type Desk, type Settled } from './desk';
import { candidateStream } from './holders';
import { worldOfRound } from './rounds';
import { sealOf } from './seal';
import type { Attempt, Transacted } from './streams';

/**
 * Two streams: reserve, settle (design, section 4). One function per kind of reservation, called by the handler at once
 * and by the reactor for whatever is still pending: the second stream is read to its end; where it names the reservation
 * already, nothing is written; else exactly one outcome, the fact or its decline. What the guard stream then says is
 * derived only from that. Two callers in one process share one run; two processes meet at the second stream's revision.
 */
export type Settle = (desk: Desk, of: Asked, via?: Attempt['via']) => Promise<Settled>;

/** A reserved 推荐名额: `SchoolRecommended`, `LevelRecommended` or `RecommendationDeclined`, then the seat is confirmed or released. */
export const settleRecommendation: Settle = (desk, of, via) =>
  desk.once(`recommendation ${of.id}`, async () => {
    const { teacher: person, nomination } = dataOf<SeatReserved>(of);
    return together(await settleLine(desk, of, { reservation: of.id, teacher: person, nomination }, via));
  });

/** One reserved line, alone or of a mass act; `rule`: why it was declined, null where it was not. */
export async function settleLine(
  desk: Desk, of: Asked, { reservation, teacher: person, nomination }: Pick<RecommendationLine, 'reservation' | 'teacher' | 'nomination'>, via: Attempt['via'],
): Promise<Settled & { readonly outcome: EventId; readonly rule: string | null }> {
  const id = roundOf(of);
  const stream = await candidateStream(desk, id, person);
  const outcome = await desk.follow(of, `recommendation:${reservation}`, via, {
    aggregate: teacher,
    stream,
    world: () => worldOfRound(desk, id, 'other'),
    decide: (state, context, { world }) => {
      const line = world.round.recommendations.get(reservation);
      if (line === undefined) throw new Error(`round ${id} has no reservation ${reservation}`);
      return decideSettleRecommendation(state, { round: id, line }, context);
    },
  });
  const settlement = settlementOfRecommendation(outcome.loaded.state, reservation);
  if (settlement === null) throw new Error(`reservation ${reservation} has no outcome`);
  const told = outcome.loaded.state.byId.get(settlement.outcome);
  const seat = await desk.follow(of, `seat:${reservation}`, via, {
    aggregate: round,
    stream: of.stream,
    world: () => worldOfRound(desk, id, 'own', [{ stream, loaded: outcome.loaded }]),
    decide: (state) => decideSettleSeat(state, { ledger: 'RECOMMENDATION', reservation, nomination, settlement }),
  });
  return { ...together(outcome, seat), outcome: settlement.outcome, rule: told?.type === 'RecommendationDeclined' ? told.data.rule : null };
}

/** A panel the round knows: `PanelFormed` on its own stream. It cannot be declined, the round has named it. */
export const settlePanel: Settle = (desk, of, via) =>
  desk.once(`panel ${of.id}`, async () => {
    const commissioned = dataOf<PanelCommissioned>(of);
    const formed = await desk.follow(of, `panel:${of.id}`, via, {
      aggregate: panel,
      stream: commissioned.stream,
      world: () => worldOfRound(desk, roundOf(of), 'other'),
      decide: (state, context) => decideFormPanel(state, commissioned, roundOf(of), context),
    });
    return together(formed);
  });

/** Experts that the round added to a panel: `ExpertsJoined` on the panel's stream. */
export const settleExtension: Settle = (desk, of, via) =>
  desk.once(`extension ${of.id}`, async () => {
    const extended = dataOf<PanelExtended>(of);
    const joined = await desk.follow(of, `extension:${of.id}`, via, {
      aggregate: panel,
      stream: extended.stream,
      world: () => worldOfRound(desk, roundOf(of), 'other'),
      decide: (state, context) => decideJoinExperts(state, extended, of.id, context),
    });
    return together(joined);
  });

/** A change of an opened score that the round ordered: `ScoreChanged` on the panel's stream, with the number as it was. */
export const settleScoreChange: Settle = (desk, of, via) =>
  desk.once(`score change ${of.id}`, async () => {
    const data = dataOf<ScoreChangeOrdered>(of);
    const part = await partOf(desk, of, data.teacher);
    const changed = await desk.follow(of, `score-change:${of.id}`, via, {
      aggregate: panel,
      stream: data.stream,
      world: () => worldOfRound(desk, roundOf(of), 'other'),
      decide: (state, context) => decideChangeScore(state, { order: of.id, data, part, act: of.meta.act ?? null }, context),
    });
    return together(changed);
  });

/** One person's part of an event as the log has it; null where it was erased. */
async function partOf(desk: Desk, of: Asked, person: string): Promise<JsonObject | null> {
  for await (const page of desk.ports.store.readStream(of.stream)) {
    const found = page.find(({ envelope }) => envelope.id === of.id);
    if (found !== undefined) return decode(found.envelope, await desk.ports.keys.get([person])).private[person] ?? null;
  }
  return null;
}

/** Parts appended at once: each may hold 500 scores, and an append holds at most 1 MiB (design, section 4). */
const PARTS_AT_ONCE = 4;

/** The act of opening: every panel's sealed sheets restated in the candidates' own parts, then the seal destroyed. */
export const settleOpening: Settle = (desk, of, via) =>
  desk.once(`opening ${of.id}`, async () => {
    const id = roundOf(of);
    const steps: Settled[] = [];
    for (const { stream, digest } of dataOf<ScoreOpeningOrdered>(of).panels) {
      for (;;) {
        const { state } = await desk.streams.load(panel, stream);
        if (allOpened(state)) break;
        const sheets = await unseal(desk, stream, sealOf(id));
        steps.push(together(await desk.follow(of, `open:${stream}:${state.partsOpened}`, via, {
          aggregate: panel,
          stream,
          world: () => worldOfRound(desk, id, 'other'),
          decide: (now, context) => {
            const decision = decideOpenScores(now, { order: of.id, digest, sheets }, context);
            if (decision.kind === 'refused') throw new Error(`${stream} cannot be opened: ${decision.refusal.rule}`);
            return { ...decision, events: decision.events.slice(0, PARTS_AT_ONCE) };
          },
        })));
      }
    }
    // Only now: while a part is missing, the seal is the only way to it.
    await desk.ports.keys.destroy(sealOf(id));
    return together(...steps);
  });

async function unseal(desk: Desk, stream: string, owner: string): Promise<readonly UnsealedSheet[]> {
  const key = (await desk.ports.keys.get([owner])).get(owner);
  if (key === undefined) return [];
  const sheets: UnsealedSheet[] = [];
  for await (const page of desk.ports.store.readStream(stream)) {
    for (const { envelope } of page) {
      if (envelope.sealed === undefined) continue;
      const { part, salt } = openWithSalt(envelope.sealed, key, envelope.id, owner);
      sheets.push({ event: envelope.id, components: part['components'] as UnsealedSheet['components'], salt });
    }
  }
  return sheets;
}

/**
 * A claimed identity number: the dossier, or the person, that the claim was made for. The refusal, if any, is for the
 * caller to tell: a claim alone is nothing that was accepted.
 */
export const settleClaim = (desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly refusal: Refusal | null }> =>
  desk.once(`claim ${of.id}`, async () => {
    const { person, for: kind, registration } = dataOf<IdentityClaimed>(of);
    const { state: { claim } } = await desk.streams.load(identity, of.stream);
    const personal = claim?.private[person] ?? null;
    // Erased between the two steps: there is nobody left to register.
    if (claim === null || personal === null) return { ...together(), refusal: heldBy(person, true).refusal };
    if (kind === 'PERSON' || registration === null) {
      const done = await desk.follow(of, `person:${person}`, via, {
        aggregate: people,
        stream: 'people',
        world: () => desk.world(),
        decide: (state) => decideRegisterPerson(state, { person, personal }),
      });
      return { ...together(done), refusal: done.refusal };
    }
    const done = await desk.follow(of, `dossier:${person}`, via, {
      aggregate: teacher,
      stream: teacherStream(person),
      world: () => desk.world(),
      decide: (state, context) =>
        isRegistered(state) ? alreadySo : decideRegisterTeacher(state, { ...registration, personal: personal as Personal, effectiveOn: of.meta.effectiveOn }, context),
    });
    return { ...together(done), refusal: done.refusal };
  });

/** A work presented in a round: the entry in her dossier, which nothing can decline. */
export const settleEvidence: Settle = (desk, of, via) =>
  desk.once(`evidence ${of.id}`, async () => {
    const { teacher: person, round: id } = dataOf<EvidenceUsed>(of);
    const { state: { uses } } = await desk.streams.load(evidence, of.stream);
    const use = uses.get(of.id);
    if (use === undefined) throw new Error(`${of.stream} has no use ${of.id}`);
    return together(await desk.follow(of, `evidence:${of.id}`, via, {
      aggregate: teacher,
      stream: await candidateStream(desk, id, person),
      world: () => desk.world(),
      decide: (state) => decideEnterEvidence(state, use),
    }));
  });

export function together(...steps: readonly (Transacted<unknown> | Settled)[]): Settled {
  return {
    facts: steps.flatMap((step) => step.facts),
    position: steps.reduce<Settled['position']>((last, { position }) => (position !== null && (last === null || position > last) ? position : last), null),
  };
}

/** What a stored event of a type says. Its `data` is of that type: the catalogue's upcasters have run, or it was just written. */
export function dataOf<F extends { readonly data: object }>(of: Asked): F['data'] {
  return of.data as F['data'];
}

export function roundOf(of: Asked): RoundId {
  return of.stream.slice(roundStream('').length);
}
