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
// The ID of the first bulk operation.
const BULK_OPERATION_ID_1 = "1ea84c07d9f54f2bb3650e7f8c2d94a1";
// The ID of the second bulk operation.
const BULK_OPERATION_ID_2 = "9f360bd5c1e74a8ea02d7b94f6c85e13";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    ids: [BULK_OPERATION_ID_1, BULK_OPERATION_ID_2],
  };
  const call = promisify(stub.DeleteBulkOperations.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteBulkOperations failed: ${description} ${details}`);
  }
  console.log("DeleteBulkOperations succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
