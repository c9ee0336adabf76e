'use strict';

const actOf = (body, number, date) => ({ body, kind: '决定', number, date, file: null });

module.exports = { actOf };
