import type { NewFact } from '../domain/facts';
import { stamp, type OpenEnvelope } from '../event-store/codec';
import type { Attempt, Ruling } from './streams';

/** What was decided, as it will stand on its stream: by whom, as what, on what it stands and by which command it came. */
export function stamped(fact: NewFact, place: Pick<OpenEnvelope, 'id' | 'stream' | 'revision' | 'recordedAt'>, attempt: Attempt, ruling: Ruling): OpenEnvelope {
  const { version, class: eventClass } = stamp(fact.type);
  const { enteredBy = attempt.entered?.enteredBy, paper = attempt.entered?.paper } = ruling;
  return {
    id: place.id,
    type: fact.type,
    version,
    stream: place.stream,
    revision: place.revision,
    recordedAt: place.recordedAt,
    data: fact.data,
    ...(fact.private === undefined ? {} : { private: fact.private }),
    ...(fact.sealed === undefined ? {} : { sealed: fact.sealed }),
    ...(fact.sealKey === undefined ? {} : { sealKey: fact.sealKey }),
    meta: {
      commandId: attempt.commandId,
      useCase: attempt.useCase,
      request: attempt.request,
      actor: ruling.actor ?? attempt.actor,
      appointment: ruling.appointment,
      capacity: ruling.capacity,
      ...(ruling.onBehalfOf === undefined ? {} : { onBehalfOf: ruling.onBehalfOf }),
      ...(enteredBy === undefined ? {} : { enteredBy }),
      ...(paper === undefined ? {} : { paper }),
      ...(attempt.via === undefined ? {} : { via: attempt.via }),
      effectiveOn: fact.effectiveOn ?? ruling.context.today,
      context: ruling.context,
      ...(fact.standsOn === undefined ? {} : { standsOn: fact.standsOn }),
      ...(fact.corrects === undefined ? {} : { corrects: fact.corrects }),
      ...(fact.about === undefined ? {} : { about: fact.about }),
      ...(fact.rule === undefined ? {} : { rule: fact.rule }),
      ...(fact.act === undefined ? {} : { act: fact.act }),
      cause: fact.cause ?? attempt.cause ?? attempt.commandId,
      correlation: attempt.correlation,
      class: eventClass,
    },
  };
}
