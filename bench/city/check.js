'use strict';

/**
 * Both ledgers of every round, read from the log alone and by nothing that the product reads them with: after each event,
 * no unit holds more 推荐名额 at a level than the notice in force gives it, no round has decided more awards than it has
 * seats, and nobody is in either twice. Events in the order of the log; answers with every breach there was.
 */
function checkLedgers(events) {
  const check = new Check();
  for (const { envelope, position } of events) check.take(envelope, String(position));
  return { events: check.events, reservations: check.reservations, ledgers: check.ledgers, awards: check.awards, titles: check.titles, breaches: check.breaches };
}

/** Of the ledgers; another that says "seat" in its name is a breach, since it was not counted. */
const KNOWN_SEATS = new Set(['SeatReserved', 'SeatsReserved', 'SeatConfirmed', 'SeatReleased', 'SeatLapsed', 'SeatsTransferred']);

class Check {
  breaches = [];
  events = 0;
  reservations = 0;
  #rounds = new Map();
  #titled = new Map();

  get ledgers() {
    return [...this.#rounds.values()].reduce((sum, round) => sum + round.held.size, 0);
  }

  get awards() {
    return [...this.#rounds.values()].reduce((sum, round) => sum + round.awards.size, 0);
  }

  get titles() {
    return [...this.#titled.values()].reduce((sum, named) => sum + named.size, 0);
  }

  take(envelope, position) {
    this.events += 1;
    const { stream, type, data } = envelope;
    if (stream.startsWith('round-')) this.#ofRound(stream.slice('round-'.length), envelope, position);
    else if ((stream.startsWith('teacher-') || stream.startsWith('team-')) && type === 'TitleConferred' && this.#rounds.has(data.round)) this.#titleOf(envelope, position);
  }

  #ofRound(id, { id: event, type, data }, position) {
    const round = this.#round(id);
    const breach = (what) => this.breaches.push({ position, type, round: id, what });
    switch (type) {
      case 'RoundOpened':
      case 'NoticeSupplemented':
        round.seats = new Map(data.parameters.recommendationSeats.map(({ unit, seats, level = 'SCHOOL' }) => [`${level}/${unit}`, seats]));
        round.awardSeats = data.parameters.awardSeats;
        for (const ledger of round.held.keys()) this.#notMore(round, ledger, breach);
        break;
      case 'SeatsTransferred':
        for (const [unit, by] of [[data.fromUnit, -data.n], [data.toUnit, data.n]]) {
          const ledger = `${data.level}/${unit}`;
          round.seats.set(ledger, (round.seats.get(ledger) ?? 0) + by);
          this.#notMore(round, ledger, breach);
        }
        break;
      case 'SeatReserved':
        this.#reserve(round, event, data, breach);
        break;
      // A mass act: each of its lines is a reservation of its own name.
      case 'SeatsReserved':
        for (const line of data.lines) this.#reserve(round, `${event}/${line.nomination}`, { ...line, level: data.level }, breach);
        break;
      case 'SeatConfirmed':
      case 'SeatReleased':
      case 'SeatLapsed':
        if (data.ledger === 'AWARD') {
          const award = round.awards.get(data.nomination);
          if (award === undefined || award.reservation !== data.reservation) breach(`${data.nomination} has no award of ${data.reservation}`);
          else if (type === 'SeatReleased') award.released = true;
        } else {
          const line = round.live.get(data.reservation);
          if (line === undefined) breach(`${data.reservation} is not reserved`);
          else if (type !== 'SeatConfirmed') {
            // A lapsed seat stays taken, she does not: the unit has it no more to give.
            if (type === 'SeatReleased') round.held.set(line.ledger, round.held.get(line.ledger) - 1);
            round.live.delete(data.reservation);
            for (const key of [`${line.level}/${line.nomination}`, `${line.level}/${line.teacher}`]) round.holders.delete(key);
          }
        }
        break;
      // Given up by an overdue return and held again by paper received in time: one that had come back is taken once more.
      case 'ReturnReopened':
        for (const line of data.lines) {
          if (line.was === 'LAPSED') round.held.set(`${line.level}/${line.unit}`, round.held.get(`${line.level}/${line.unit}`) - 1);
          this.#reserve(round, line.reservation, { ...line, nomination: data.nomination, teacher: data.teacher }, breach);
        }
        break;
      case 'ConferralDecided':
        for (const { nomination, teacher } of data.conferrals) {
          const before = [...round.awards].find(([named, award]) => !award.released && (named === nomination || award.teacher === teacher));
          if (before !== undefined) breach(`${teacher} is awarded twice`);
          round.awards.set(nomination, { teacher, reservation: event, released: false });
        }
        break;
      default:
        if (type.startsWith('Seat') && !KNOWN_SEATS.has(type)) breach('is not counted here');
    }
    const taken = [...round.awards.values()].filter(({ released }) => !released).length;
    if (taken > round.awardSeats) breach(`${taken} awards of ${round.awardSeats}`);
  }

  #reserve(round, reservation, { level, unit, nomination, teacher }, breach) {
    this.reservations += 1;
    const ledger = `${level}/${unit}`;
    for (const key of [`${level}/${nomination}`, `${level}/${teacher}`]) {
      if (round.holders.has(key)) breach(`${teacher} holds ${round.holders.get(key)} at ${level} already`);
      round.holders.set(key, reservation);
    }
    round.live.set(reservation, { ledger, level, nomination, teacher });
    round.held.set(ledger, (round.held.get(ledger) ?? 0) + 1);
    this.#notMore(round, ledger, breach);
  }

  #titleOf({ stream, type, data }, position) {
    const teacher = stream.slice('teacher-'.length);
    const award = this.#rounds.get(data.round).awards.get(data.nomination);
    const breach = (what) => this.breaches.push({ position, type, round: data.round, what });
    if (award === undefined || award.released || award.teacher !== teacher || award.reservation !== data.reservation) breach(`${teacher} has a title without an award`);
    const named = this.#titled.get(data.round) ?? new Set();
    if (named.has(teacher)) breach(`${teacher} has two titles`);
    this.#titled.set(data.round, named.add(teacher));
  }

  #notMore(round, ledger, breach) {
    const [held, seats] = [round.held.get(ledger) ?? 0, round.seats.get(ledger) ?? 0];
    if (held > seats) breach(`${ledger} holds ${held} of ${seats}`);
  }

  #round(id) {
    let round = this.#rounds.get(id);
    if (round === undefined) this.#rounds.set(id, (round = { seats: new Map(), awardSeats: 0, live: new Map(), holders: new Map(), held: new Map(), awards: new Map() }));
    return round;
  }
}

module.exports = { checkLedgers };
