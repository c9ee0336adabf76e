import { DeliveryError, type NoticeChannel, type OutgoingNotice } from './notice-channel';

const TIMEOUT_MS = 10_000;

/** One POST for each; any answer but 2xx is a refusal, and no redirect is followed: the address is the one that was configured. */
export class WebhookChannel implements NoticeChannel {
  constructor(private readonly url: string) {}

  async deliver(notice: OutgoingNotice, signal: AbortSignal): Promise<void> {
    const late = AbortSignal.timeout(TIMEOUT_MS);
    let response: Response;
    try {
      response = await fetch(this.url, {
        method: 'POST', redirect: 'error', signal: AbortSignal.any([signal, late]),
        headers: { 'content-type': 'application/json', 'idempotency-key': notice.notice },
        body: JSON.stringify(notice),
      });
    } catch (error) {
      if (signal.aborted) throw error;
      throw new DeliveryError(late.aborted ? 'TIMEOUT' : 'UNREACHABLE');
    }
    await response.body?.cancel();
    if (!response.ok) throw new DeliveryError('REFUSED');
  }
}
