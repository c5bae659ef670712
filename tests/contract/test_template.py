"""The packaged template, as it would go to AWS."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from handler import camera_uploads, doors, on_audit, on_outbox, plate_reader
from handler.adapters.dynamodb.outbox.outbox_items import PARTITIONS
from handler.domain.keeping.hold import LONGEST_LIFE
from handler.domain.telemetry.metrics import METRICS, NAMESPACE
from handler.routes import gates
from tests.support.template import mapping_of, resources

ROOT = Path(__file__).parents[2]
OF_CAMERAS = {*doors.ROUTES, *plate_reader.ROUTES, camera_uploads.PROMISE, camera_uploads.REPORT, gates.CHECK}
"""The functions let cameras in by their secrets."""
UNKNOWN = {"GET /{unknown+}", "HEAD /{unknown+}", "POST /{unknown+}", "GET /", "HEAD /"}
"""Everything that is no address of the API, by the methods whose answers browsers may keep, and POST."""


def test_cfn_lint_accepts_the_template(package: Path) -> None:
    # W3005 is a matter of taste in what the framework itself generates: a dependency said twice. W8003: a stage's
    # parameters are written into its template, so its conditions are decided there.
    linter = Path(sys.executable).parent / "cfn-lint"
    command = [str(linter), "-i", "W3005", "W8003", "--", "cloudformation-template-update-stack.json"]
    done = subprocess.run(command, cwd=package, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_route_but_the_doors_of_cameras_asks_the_authorizer(template: dict[str, Any]) -> None:
    routes = resources(template, "AWS::ApiGatewayV2::Route")
    assert routes
    asked = {route["RouteKey"]: route.get("AuthorizationType", "NONE") for route in routes.values()}
    assert {key for key, how in asked.items() if how != "JWT"} == OF_CAMERAS
    assert {asked[key] for key in OF_CAMERAS} == {"NONE"}


def test_what_asks_no_authorizer_is_answered_by_the_functions_that_know_cameras(template: dict[str, Any]) -> None:
    integrations = resources(template, "AWS::ApiGatewayV2::Integration")
    routes = resources(template, "AWS::ApiGatewayV2::Route").values()
    targets = {
        route["Target"]["Fn::Join"][1][1]["Ref"] for route in routes if route.get("AuthorizationType", "NONE") != "JWT"
    }
    functions = {integrations[target]["IntegrationUri"]["Fn::GetAtt"][0] for target in targets}
    known = {"Receiving", "Answering", "Reporting", "Gatekeeping"}
    assert functions == {f"{one}LambdaFunction" for one in known}


def test_every_route_stands_in_the_openapi_document_and_the_other_way_round(template: dict[str, Any]) -> None:
    document = json.loads((ROOT / "docs" / "openapi.json").read_text())
    documented = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert {
        route["RouteKey"] for route in resources(template, "AWS::ApiGatewayV2::Route").values()
    } == documented | UNKNOWN


def test_what_is_no_address_goes_to_a_function_that_reads_nobodys_data(template: dict[str, Any]) -> None:
    integrations = resources(template, "AWS::ApiGatewayV2::Integration")
    by_key = {route["RouteKey"]: route for route in resources(template, "AWS::ApiGatewayV2::Route").values()}
    (target,) = {by_key[key]["Target"]["Fn::Join"][1][1]["Ref"] for key in UNKNOWN}
    assert integrations[target]["IntegrationUri"]["Fn::GetAtt"] == ["UploadingLambdaFunction", "Arn"]


def test_no_route_takes_preflight_requests_to_the_authorizer(template: dict[str, Any]) -> None:
    """`$default` and ANY would: browsers could call nothing any more."""
    methods = {route["RouteKey"].split()[0] for route in resources(template, "AWS::ApiGatewayV2::Route").values()}
    assert methods == {"GET", "HEAD", "POST", "PUT"}


def test_the_access_log_tells_who_was_refused_and_holds_nothing_that_callers_write(template: dict[str, Any]) -> None:
    (stage,) = resources(template, "AWS::ApiGatewayV2::Stage").values()
    assert stage["AccessLogSettings"]["DestinationArn"] == {"Fn::GetAtt": ["HttpApiLogGroup", "Arn"]}
    assert json.loads(stage["AccessLogSettings"]["Format"]) == {
        "time": "$context.requestTime",
        "request_id": "$context.requestId",
        "route": "$context.routeKey",
        "status": "$context.status",
        "source_ip": "$context.identity.sourceIp",
        "caller": "$context.authorizer.claims.sub",
        "refused_because": "$context.authorizer.error",
        "function_status": "$context.integration.status",
        "function_milliseconds": "$context.integration.latency",
        "milliseconds": "$context.responseLatency",
    }
    assert resources(template, "AWS::Logs::LogGroup")["HttpApiLogGroup"]["RetentionInDays"] == 30


def test_no_bucket_can_be_opened_to_the_public(template: dict[str, Any]) -> None:
    buckets = resources(template, "AWS::S3::Bucket")
    assert set(buckets) == {"ServerlessDeploymentBucket", "S3BucketUploads"}
    for name, bucket in buckets.items():
        blocked = {"BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"}
        assert bucket["PublicAccessBlockConfiguration"] == dict.fromkeys(blocked, True), name
        assert bucket["BucketEncryption"], name


def test_each_function_has_a_role_of_its_own(template: dict[str, Any]) -> None:
    functions = resources(template, "AWS::Lambda::Function")
    roles = [function["Role"]["Fn::GetAtt"][0] for function in functions.values()]
    assert len(set(roles)) == len(functions) == 21


def test_groups_travel_in_tokens_that_end_within_minutes(template: dict[str, Any]) -> None:
    (client,) = resources(template, "AWS::Cognito::UserPoolClient").values()
    assert client["TokenValidityUnits"]["AccessToken"] == "minutes"
    assert client["AccessTokenValidity"] == 15


def test_the_functions_run_python_3_13_on_arm64_and_forget_their_logs(template: dict[str, Any]) -> None:
    for function in resources(template, "AWS::Lambda::Function").values():
        assert (function["Runtime"], function["Architectures"]) == ("python3.13", ["arm64"])
    assert {group["RetentionInDays"] for group in resources(template, "AWS::Logs::LogGroup").values()} == {30}


def test_photos_are_private_encrypted_versioned_and_end(template: dict[str, Any]) -> None:
    bucket = resources(template, "AWS::S3::Bucket")["S3BucketUploads"]
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert bucket["BucketEncryption"]
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert bucket["CorsConfiguration"]["CorsRules"][0]["AllowedOrigins"] == ["https://platebook.example.com"]
    (statement,) = resources(template, "AWS::S3::BucketPolicy")["UploadsBucketPolicy"]["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Action"], statement["Principal"]) == ("Deny", "s3:*", "*")
    assert statement["Condition"] == {
        "Bool": {"aws:SecureTransport": False},
        "NotIpAddress": {"aws:SourceIp": "127.0.0.0/8"},
    }


def test_everything_in_the_bucket_ends_and_nothing_before_its_record(template: dict[str, Any]) -> None:
    rules = resources(template, "AWS::S3::Bucket")["S3BucketUploads"]["LifecycleConfiguration"]["Rules"]
    assert {rule["Status"] for rule in rules} == {"Enabled"}
    functions = resources(template, "AWS::Lambda::Function").values()
    (longest_days,) = {one["Environment"]["Variables"]["PLATEBOOK_RETENTION_DAYS"] for one in functions}
    ends = {rule["Prefix"]: rule["ExpirationInDays"] for rule in rules if "ExpirationInDays" in rule}
    held_days = LONGEST_LIFE.days + 1
    assert ends.pop("held/") == held_days
    assert ends == dict.fromkeys(("uploads/", "shown/", "thumbnails/", "detections/"), int(longest_days))


def test_versions_that_others_hide_end_soon_but_not_before_somebody_notices(template: dict[str, Any]) -> None:
    """A photo that was read may be hidden by another of its promise, until a comparison removes that."""
    rules = resources(template, "AWS::S3::Bucket")["S3BucketUploads"]["LifecycleConfiguration"]["Rules"]
    hidden = {
        rule["Prefix"]: rule["NoncurrentVersionExpirationInDays"]
        for rule in rules
        if "NoncurrentVersionExpirationInDays" in rule
    }
    assert hidden == {"uploads/": 7, "shown/": 1, "thumbnails/": 1, "detections/": 1, "held/": 1}


def test_what_administrators_set_counts_within_the_minute_that_they_are_told(template: dict[str, Any]) -> None:
    functions = resources(template, "AWS::Lambda::Function").values()
    kept = {one["Environment"]["Variables"]["PLATEBOOK_SETTINGS_KEPT_SECONDS"] for one in functions}
    assert max(int(seconds) for seconds in kept) <= 60


def test_what_fails_is_tried_again_then_kept_and_told(template: dict[str, Any]) -> None:
    retries = resources(template, "AWS::Lambda::EventInvokeConfig")["OnUnderscoreuploadLambdaEvConf"]
    assert retries["MaximumRetryAttempts"] == 2
    assert retries["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["FailureQueue", "Arn"]}
    alarms = resources(template, "AWS::CloudWatch::Alarm")
    assert alarms["FailureAlarm"]["Dimensions"][0]["Value"] == {"Fn::GetAtt": ["FailureQueue", "QueueName"]}
    assert all(alarm["AlarmActions"] == [{"Ref": "FailureTopic"}] for alarm in alarms.values())


def test_alarms_are_mailed_to_who_is_named(template: dict[str, Any]) -> None:
    mail = template["Resources"]["FailureMail"]
    assert mail["Condition"] == "TellsByMail"
    assert mail["Properties"] == {"TopicArn": {"Ref": "FailureTopic"}, "Protocol": "email", "Endpoint": ""}
    # Nobody is named here.
    assert template["Conditions"]["TellsByMail"] == {"Fn::Not": [{"Fn::Equals": ["", ""]}]}


def test_events_are_told_in_their_order_one_batch_after_the_other_and_none_is_given_up_within_an_hour(
    template: dict[str, Any],
) -> None:
    mapping = mapping_of(template, "OutboxTable")
    assert mapping.get("ParallelizationFactor", 1) == 1
    assert mapping["MaximumRecordAgeInSeconds"] > 3600
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["FailureQueue", "Arn"]}
    (pattern,) = mapping["FilterCriteria"]["Filters"]
    assert json.loads(pattern["Pattern"]) == {
        "eventName": [on_outbox.WRITTEN],
        "dynamodb": {"Keys": {"pk": {"S": [{"prefix": PARTITIONS}]}}},
    }


def test_an_entry_of_the_audit_that_cannot_be_copied_holds_the_others_up_for_an_hour_at_most_and_is_told(
    template: dict[str, Any],
) -> None:
    mapping = mapping_of(template, "AuditInbox")
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["BisectBatchOnFunctionError"] is True
    assert 0 < mapping["MaximumRetryAttempts"] < 100
    assert mapping["MaximumRecordAgeInSeconds"] <= 3600
    assert mapping["DestinationConfig"]["OnFailure"]["Destination"] == {"Fn::GetAtt": ["FailureQueue", "Arn"]}
    # An answer that names the failed records is not what the function gives: it raises.
    assert "FunctionResponseTypes" not in mapping
    (pattern,) = mapping["FilterCriteria"]["Filters"]
    assert set(json.loads(pattern["Pattern"])["eventName"]) == on_audit.WRITTEN


def test_who_did_what_is_encrypted_on_its_way_and_where_it_is_kept_and_ends_in_time(template: dict[str, Any]) -> None:
    inbox, kept = (resources(template, "AWS::DynamoDB::Table")[name] for name in ("AuditInbox", "AuditTable"))
    assert inbox["StreamSpecification"]["StreamViewType"] in {"NEW_IMAGE", "NEW_AND_OLD_IMAGES"}
    assert kept["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    for table in (inbox, kept):
        assert table["SSESpecification"]["SSEEnabled"] is True
        assert table["BillingMode"] == "PAY_PER_REQUEST"
        assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at_epoch_seconds", "Enabled": True}


def test_what_is_unaccounted_for_is_told_and_so_is_that_nobody_counts(template: dict[str, Any]) -> None:
    alarm = resources(template, "AWS::CloudWatch::Alarm")["UnaccountedAlarm"]
    assert (alarm["Namespace"], alarm["MetricName"], alarm["Threshold"]) == (NAMESPACE, "needs_a_person", 1)
    assert alarm["MetricName"] in METRICS
    assert alarm["Dimensions"] == [{"Name": "stage", "Value": "prod"}]
    assert alarm["TreatMissingData"] == "ignore"
    nobody = resources(template, "AWS::CloudWatch::Alarm")["SilentComparisonAlarm"]
    assert (nobody["MetricName"], nobody["Statistic"], nobody["TreatMissingData"]) == ("compared", "Sum", "breaching")
    rules = resources(template, "AWS::Events::Rule").values()
    assert "rate(1 hour)" in {rule["ScheduleExpression"] for rule in rules}


def test_the_lease_is_reckoned_from_the_time_that_the_function_has(template: dict[str, Any]) -> None:
    functions = resources(template, "AWS::Lambda::Function")
    told = {one["Environment"]["Variables"]["PLATEBOOK_READING_SECONDS"] for one in functions.values()}
    assert told == {str(functions["OnUnderscoreuploadLambdaFunction"]["Timeout"])}


def test_people_sign_in_by_srp_with_a_long_password_and_a_confirmed_address(template: dict[str, Any]) -> None:
    pool = resources(template, "AWS::Cognito::UserPool")["UserPool"]
    rules = pool["Policies"]["PasswordPolicy"]
    assert rules["MinimumLength"] >= 12
    assert all(rules[name] for name in ("RequireLowercase", "RequireUppercase", "RequireNumbers"))
    assert pool["AutoVerifiedAttributes"] == ["email"]
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("OPTIONAL", ["SOFTWARE_TOKEN_MFA"])
    assert pool["UserAttributeUpdateSettings"] == {"AttributesRequireVerificationBeforeUpdate": ["email"]}
    assert pool["LambdaConfig"] == {"PreSignUp": {"Fn::GetAtt": ["AdmittingLambdaFunction", "Arn"]}}
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is False
    groups = {group["GroupName"] for group in resources(template, "AWS::Cognito::UserPoolGroup").values()}
    assert groups == {"operators", "admins"}
    (client,) = resources(template, "AWS::Cognito::UserPoolClient").values()
    assert set(client["ExplicitAuthFlows"]) == {"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
    assert client["GenerateSecret"] is False
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["EnableTokenRevocation"] is True
    assert client["WriteAttributes"] == ["email"]
    assert client["ReadAttributes"] == ["email", "email_verified"]


def test_the_log_can_be_restored_and_forgets_in_time(template: dict[str, Any]) -> None:
    table = resources(template, "AWS::DynamoDB::Table")["PlatebookTable"]
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at_epoch_seconds", "Enabled": True}


def test_the_api_answers_the_web_app_only_and_not_without_end(template: dict[str, Any]) -> None:
    (api,) = resources(template, "AWS::ApiGatewayV2::Api").values()
    assert api["CorsConfiguration"]["AllowOrigins"] == ["https://platebook.example.com"]
    (stage,) = resources(template, "AWS::ApiGatewayV2::Stage").values()
    assert stage["DefaultRouteSettings"]["ThrottlingRateLimit"] > 0
