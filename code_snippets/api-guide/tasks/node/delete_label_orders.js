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
// The ID of the first label order.
const LABEL_ORDER_ID_1 = "62b9f1e7d0c54a3d97e8056af4c12b8d";
// The ID of the second label order.
const LABEL_ORDER_ID_2 = "c4087ea5f9d34b1e8f62d1b30a95e7c6";

// Nothing below needs a change.

async function main() {
  const stub = ClarifaiStub.grpc();

  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Key ${PAT}`);

  const request = {
    user_app_id: { user_id: USER_ID, app_id: APP_ID },
    ids: [LABEL_ORDER_ID_1, LABEL_ORDER_ID_2],
  };
  const call = promisify(stub.DeleteLabelOrders.bind(stub));
  // A call that does not reach the API throws.
  const response = await call(request, metadata);

  const { code, description, details } = response.status;
  if (code !== StatusCode.SUCCESS) {
    throw new Error(`DeleteLabelOrders failed: ${description} ${details}`);
  }
  console.log("DeleteLabelOrders succeeded");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
