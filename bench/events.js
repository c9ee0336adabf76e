'use strict';
const { randomBytes, randomUUID } = require('node:crypto');
const { built } = require('./built');
const { encode, stamp } = built('src/event-store/codec');

const key = randomBytes(32);
const pad = 'x'.repeat(64);

/** The measured event: about 475 B of JSON with ids, command id and context; one in ten carries a private part. */
function envelope(stream, revision, n) {
  const person = `p-${n % 33_000}`;
  const withPart = n % 10 === 0;
  const type = 'CompletedTraining';
  const { version, class: kind } = stamp(type);
  return encode(
    {
      id: randomUUID(),
      type,
      version,
      stream,
      revision,
      recordedAt: '2019-05-20T01:02:03.004Z',
      data: { training: `t-${n}`, topic: 'CLASS_TEACHER', periods: 6, provider: 'org-centre', completedOn: '2019-05-18', source: pad, credit: null, base: null, converted: null, late: false },
      ...(withPart ? { private: { [person]: { activity: '班主任工作专题培训', source: `2019-${n}` } } } : {}),
      meta: {
        commandId: randomUUID(), useCase: 'RecordTraining', request: pad, actor: 'p-clerk', appointment: 'a-1', capacity: { post: 'SchoolAdmin', org: 'o-1' },
        effectiveOn: '2019-05-18', context: { today: '2019-05-20' }, cause: 'c', correlation: 'c', class: kind,
      },
    },
    withPart ? new Map([[person, key]]) : new Map(),
    randomBytes,
  );
}

module.exports = { envelope, key };
