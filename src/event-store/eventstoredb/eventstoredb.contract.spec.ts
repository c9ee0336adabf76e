import { describeEventStore } from '../../../test/contract/event-store.contract';
import { StandIn } from '../../../test/servers/eventstoredb/stand-in';
import { EventStoreDbStore } from './eventstoredb-store';

// The client prints a recommendation for every keep-alive interval below 10 s; rule 4 says why ours is shorter.
beforeEach(() => jest.spyOn(console, 'warn').mockImplementation(() => undefined));

jest.setTimeout(30_000);

/** `settleWithin: 0`: the suite itself settles what the adapter would otherwise settle before anyone sees it. */
describeEventStore('eventstoredb, stand-in', async () => {
  const standIn = await StandIn.start();
  const open = async (): Promise<EventStoreDbStore> => new EventStoreDbStore(standIn.connectionString, { idle: 30, settleWithin: 0, backoff: { first: 5, cap: 50 } });
  return {
    open,
    reopen: open,
    second: open,
    loseNextAnswer: () => standIn.failNextAppends('loseAcknowledgement'),
    loseNextAppend: () => standIn.failNextAppends('cut'),
    dropSubscriptions: () => standIn.dropSubscribers(),
    clean: () => standIn.stop(),
  };
});
