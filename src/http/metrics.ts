import { monitorEventLoopDelay, type IntervalHistogram } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { House } from '../house';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What an operator watches. Labels are use cases, outcomes and rules: no id, so that the number of series is bounded. */
export class Metrics {
  readonly registry = new Registry();
  private readonly commands: Counter;
  private readonly duration: Histogram;
  private readonly eventLoop: IntervalHistogram;

  constructor(house: Pick<House, 'projector'>) {
    const registers = [this.registry];
    this.commands = new Counter({ name: 'echelon_commands_total', help: 'Commands by use case and outcome.', labelNames: ['use_case', 'outcome'], registers });
    this.duration = new Histogram({ name: 'echelon_command_seconds', help: 'From request to answer, by use case.', labelNames: ['use_case'], buckets: SECONDS, registers });
    this.eventLoop = monitorEventLoopDelay({ resolution: 10 });
    this.eventLoop.enable();
    const { eventLoop } = this;
    new Gauge({
      name: 'echelon_event_loop_delay_seconds', help: 'Delay of the event loop since the last look.', labelNames: ['quantile'], registers,
      collect() {
        for (const quantile of [50, 99]) this.set({ quantile: String(quantile / 100) }, eventLoop.percentile(quantile) / 1e9);
        this.set({ quantile: '1' }, eventLoop.max / 1e9);
        eventLoop.reset();
      },
    });
    const lag = { events: gauge('echelon_projector_lag_events', 'Events that the views do not reflect yet.'), seconds: gauge('echelon_projector_lag_seconds', 'For how long the views have been behind.'), parked: gauge('echelon_projector_parked_keys', 'Keys that wait for a person.') };
    new Gauge({
      name: 'echelon_projector_healthy', help: '1 where the views follow the log.', registers,
      async collect() {
        const status = await house.projector.status();
        this.set(status.healthy ? 1 : 0);
        set(lag.events, status.lagEvents);
        set(lag.seconds, status.lagSeconds);
        set(lag.parked, status.parked);
      },
    });
    for (const one of Object.values(lag)) this.registry.registerMetric(one);
  }

  command(useCase: string, outcome: string, seconds: number): void {
    this.commands.inc({ use_case: useCase, outcome });
    this.duration.observe({ use_case: useCase }, seconds);
  }

  stop(): void {
    this.eventLoop.disable();
  }
}

function gauge(name: string, help: string): Gauge {
  return new Gauge({ name, help, registers: [] });
}

/** What is not known is not shown, and not zero. */
function set(one: Gauge, value: number | null): void {
  if (value === null) one.remove();
  else one.set(value);
}
