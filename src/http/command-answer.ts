import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Outcome } from '../commands/outcome';
import type { Sender } from '../commands/use-case';
import type { CommandRoute } from './command-routes';
import { asked, sendProblem } from './problem-filter';
import { refusalAnswer } from './problems';

/** 201 where something was made that has an address, 202 where work goes on, else 200; a refusal is problem details. */
export function answerCommand(request: FastifyRequest, reply: FastifyReply, { route, sender, target, outcome }: { readonly route: CommandRoute; readonly sender: Sender; readonly target: object; readonly outcome: Outcome }): void {
  void reply.header('Idempotency-Key', sender.idempotencyKey);
  switch (outcome.kind) {
    case 'refused':
      sendProblem(reply, refusalAnswer(outcome, { ...asked(request), target }));
      return;
    case 'pending': {
      const { operation, position, result } = outcome;
      void reply.code(202).headers({ Location: `/operations/${operation}`, 'Echelon-Position': position }).send({ useCase: route.useCase, operation, result, position });
      return;
    }
    case 'accepted': {
      const { position, events, result, repeated } = outcome;
      const made = events.length === 0 ? null : (route.made?.(result) ?? null);
      const [first] = events;
      if (position !== '') void reply.header('Echelon-Position', position);
      if (made !== null) void reply.header('Location', made);
      if (repeated) void reply.header('Echelon-Repeated', 'true');
      // The revision that If-Match is compared with is that of the stream the use case decides on, which is written first.
      if (first !== undefined) void reply.header('ETag', `"${Math.max(...events.filter(({ stream }) => stream === first.stream).map(({ revision }) => revision))}"`);
      void reply.code(made === null ? 200 : 201).send({ useCase: route.useCase, result, events, position, repeated });
      return;
    }
  }
}
