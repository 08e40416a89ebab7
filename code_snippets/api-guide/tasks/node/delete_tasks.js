const { promisify } = require("node:util");

const { ClarifaiStub, grpc } = require("clarifai-nodejs-grpc");
const {
  StatusCode,
} = require("clarifai-nodejs-grpc/proto/clarifai/api/status/status_code_pb");

// Change these values to your own.

// Your user ID.
const USER_ID = "YOUR_USER_ID_HERE";
// Your personal access token (PAT), from the security settings of your
// account. Keep it out of every repository.
const PAT = "YOUR_PAT_HERE";
// The ID of the app that holds the data.
const APP_ID = "YOUR_APP_ID_HERE";
// The ID of the first task.
const TASK_ID_1 = "a7d3069f5be14c80b2f4c91e7085d6a3";
// The ID of the second task.
const TASK_ID_2 = "08e5fb2c7a9d4163b6d8240f9e1c57b4";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    ids: [TASK_ID_1, TASK_ID_2],
  };
  const call = promisify(stub.DeleteTasks.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteTasks failed: ${description} ${details}`);
  }
  console.log("DeleteTasks succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
