// Microsoft's own client against the double: node client.js SCENARIO CONNECTION_STRING QUEUE [ARGUMENT].
// The last line on standard output is what the scenario saw, as JSON.
import { ServiceBusClient, ServiceBusAdministrationClient } from "@azure/service-bus";

const [scenario, connectionString, queue, argument] = process.argv.slice(2);
const retryOptions = { maxRetries: 2, retryDelayInMs: 200, timeoutInMs: 10000 };
const text = body => Buffer.isBuffer(body) ? body.toString("utf8") : String(body);
const brief = m => ({ id: m.messageId, body: text(m.body), trace: m.applicationProperties?.traceparent ?? null, attempt: m.deliveryCount ?? 0 });

async function receiveAll(receiver, count, act = m => receiver.completeMessage(m)) {
  const seen = [];
  while (seen.length < count) {
    const messages = await receiver.receiveMessages(count - seen.length, { maxWaitTimeInMs: 5000 });
    if (messages.length === 0) break;
    for (const message of messages) {
      seen.push(message);
      await act(message);
    }
  }
  return seen;
}

async function codeOf(action) {
  try {
    await action();
    return "none";
  } catch (error) {
    return error.code ?? error.errors?.at(-1)?.code ?? error.name;
  }
}

const scenarios = {
  async sendSingle(client) {
    await client.createSender(queue).sendMessages({ body: Buffer.from("one"), messageId: "js-single" });
    return "sent";
  },

  async sendBatch(client) {
    const sender = client.createSender(queue);
    const batch = await sender.createMessageBatch();
    for (let i = 0; i < Number(argument); i++)
      if (!batch.tryAddMessage({ body: Buffer.from(`body ${i}`), messageId: `js-${i}`, contentType: "application/vnd.syscsv+json", applicationProperties: { traceparent: `trace ${i}` } })) throw new Error("full");
    await sender.sendMessages(batch);
    return { count: batch.count, maxSize: batch.maxSizeInBytes };
  },

  async receive(client) {
    return (await receiveAll(client.createReceiver(queue), Number(argument))).map(brief);
  },

  async receiveNothing(client) {
    return (await client.createReceiver(queue).receiveMessages(1, { maxWaitTimeInMs: 500 })).length;
  },

  async subscribe(client) {
    const receiver = client.createReceiver(queue);
    const seen = [];
    await new Promise((resolve, reject) => {
      receiver.subscribe({
        processMessage: async m => { seen.push(m.messageId); if (seen.length === Number(argument)) setTimeout(resolve, 200); },
        processError: async e => reject(e.error),
      });
    });
    await receiver.close();
    return seen;
  },

  async abandon(client) {
    const receiver = client.createReceiver(queue);
    const [first] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5000 });
    await receiver.abandonMessage(first, { note: "again" });
    const [second] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5000 });
    await receiver.completeMessage(second);
    return { first: first.deliveryCount, second: second.deliveryCount, note: second.applicationProperties?.note };
  },

  async deadLetter(client) {
    const receiver = client.createReceiver(queue);
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5000 });
    await receiver.deadLetterMessage(message, { deadLetterReason: "no good", deadLetterErrorDescription: "the body is not JSON", extra: "kept" });
    return "dead";
  },

  async readDeadLetters(client) {
    const receiver = client.createReceiver(queue, { subQueueType: "deadLetter" });
    return (await receiveAll(receiver, Number(argument))).map(m => ({
      ...brief(m), reason: m.deadLetterReason, description: m.deadLetterErrorDescription, extra: m.applicationProperties?.extra ?? null, source: m.deadLetterSource ?? null,
    }));
  },

  async peek(client) {
    return (await client.createReceiver(queue).peekMessages(Number(argument))).map(brief);
  },

  async peekDeadLetters(client) {
    return (await client.createReceiver(queue, { subQueueType: "deadLetter" }).peekMessages(Number(argument))).map(brief);
  },

  async renew(client) {
    const receiver = client.createReceiver(queue, { maxAutoLockRenewalDurationInMs: 0 });
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5000 });
    const before = message.lockedUntilUtc.getTime();
    await new Promise(resolve => setTimeout(resolve, 1500));
    const after = (await receiver.renewMessageLock(message)).getTime();
    await new Promise(resolve => setTimeout(resolve, Math.max(0, before - Date.now() + 300)));
    return { later: after > before, complete: await codeOf(() => receiver.completeMessage(message)) };
  },

  async lockLost(client) {
    const receiver = client.createReceiver(queue, { maxAutoLockRenewalDurationInMs: 0 });
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 5000 });
    await new Promise(resolve => setTimeout(resolve, message.lockedUntilUtc.getTime() - Date.now() + 500));
    const complete = await codeOf(() => receiver.completeMessage(message));
    const renew = await codeOf(() => receiver.renewMessageLock(message));
    const again = await receiveAll(client.createReceiver(queue), 1);
    return { complete, renew, again: again.map(brief) };
  },

  async receiveAndDelete(client) {
    const receiver = client.createReceiver(queue, { receiveMode: "receiveAndDelete" });
    return (await receiver.receiveMessages(Number(argument), { maxWaitTimeInMs: 5000 })).map(brief);
  },

  async errorOnSend(client) {
    return codeOf(() => client.createSender(queue).sendMessages({ body: "x" }));
  },

  async errorOnReceive(client) {
    return codeOf(() => client.createReceiver(queue).receiveMessages(1, { maxWaitTimeInMs: 1000 }));
  },

  async tooLarge(client) {
    return codeOf(() => client.createSender(queue).sendMessages({ body: Buffer.alloc(Number(argument)) }));
  },

  async administration() {
    const admin = new ServiceBusAdministrationClient(connectionString);
    const before = await admin.queueExists(queue);
    await admin.createQueue(queue, { lockDuration: "PT30S", maxDeliveryCount: 7, requiresDuplicateDetection: true, duplicateDetectionHistoryTimeWindow: "PT5M" });
    const again = await codeOf(() => admin.createQueue(queue));
    const created = await admin.getQueue(queue);
    const counts = await admin.getQueueRuntimeProperties(queue);
    await admin.deleteQueue(queue);
    return {
      before, again, lock: created.lockDuration, deliveries: created.maxDeliveryCount, duplicates: created.requiresDuplicateDetection,
      active: counts.activeMessageCount, dead: counts.deadLetterMessageCount, after: await admin.queueExists(queue),
    };
  },

  async counts() {
    const counts = await new ServiceBusAdministrationClient(connectionString).getQueueRuntimeProperties(queue);
    return { active: counts.activeMessageCount, dead: counts.deadLetterMessageCount };
  },

  async administrationError() {
    return codeOf(() => new ServiceBusAdministrationClient(connectionString).getQueue(queue));
  },
};

const client = new ServiceBusClient(connectionString, { retryOptions });
try {
  const result = await scenarios[scenario](client);
  console.log(JSON.stringify(result));
} finally {
  await client.close();
}
