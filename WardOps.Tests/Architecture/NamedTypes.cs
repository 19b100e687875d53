using Mono.Cecil;
using Mono.Cecil.Cil;

namespace WardOps.Tests.Architecture;

/// <summary>
/// All types that a compiled type names: bases, members, attributes, method bodies, generic arguments and constraints, and the same of
/// the types nested in it, compiler-made ones too. Constants are not seen: the compiler copies their value.
/// </summary>
internal sealed class NamedTypes
{
    private readonly HashSet<TypeReference> _named = [];

    private NamedTypes()
    {
    }

    public static IReadOnlyCollection<TypeReference> Of(TypeDefinition type)
    {
        var reader = new NamedTypes();
        reader.Read(type);
        return reader._named;
    }

    private void Read(TypeDefinition type)
    {
        Add(type.BaseType);
        Add(type.Interfaces.Select(i => i.InterfaceType));
        AddAttributes(type);
        AddConstraints(type);
        foreach (var field in type.Fields)
        {
            Add(field.FieldType);
            AddAttributes(field);
        }

        foreach (var property in type.Properties)
        {
            Add(property.PropertyType);
            AddAttributes(property);
        }

        Add(type.Events.Select(e => e.EventType));
        foreach (var method in type.Methods)
        {
            Read(method);
        }

        foreach (var nested in type.NestedTypes)
        {
            Read(nested);
        }
    }

    private void Read(MethodDefinition method)
    {
        Add(method.ReturnType);
        AddAttributes(method);
        AddConstraints(method);
        foreach (var parameter in method.Parameters)
        {
            Add(parameter.ParameterType);
            AddAttributes(parameter);
        }

        if (method.HasBody)
        {
            Add(method.Body.Variables.Select(v => v.VariableType));
            Add(method.Body.ExceptionHandlers.Select(h => h.CatchType));
            foreach (var instruction in method.Body.Instructions)
            {
                Read(instruction);
            }
        }
    }

    private void Read(Instruction instruction)
    {
        switch (instruction.Operand)
        {
            case TypeReference type:
                Add(type);
                break;
            case FieldReference field:
                Add(field.DeclaringType);
                Add(field.FieldType);
                break;
            case MethodReference called:
                Add(called.DeclaringType);
                Add(called.ReturnType);
                Add(called.Parameters.Select(p => p.ParameterType));
                Add(called is GenericInstanceMethod generic ? generic.GenericArguments : []);
                break;
        }
    }

    private void AddConstraints(IGenericParameterProvider owner)
        => Add(owner.GenericParameters.SelectMany(p => p.Constraints).Select(c => c.ConstraintType));

    private void AddAttributes(ICustomAttributeProvider owner)
    {
        foreach (var attribute in owner.CustomAttributes)
        {
            Add(attribute.AttributeType);
            var arguments = attribute.ConstructorArguments
                .Concat(attribute.Properties.Select(p => p.Argument))
                .Concat(attribute.Fields.Select(f => f.Argument));
            Add(arguments.Select(a => a.Value as TypeReference));
        }
    }

    private void Add(IEnumerable<TypeReference?> types)
    {
        foreach (var type in types)
        {
            Add(type);
        }
    }

    private void Add(TypeReference? type)
    {
        switch (type)
        {
            case null or GenericParameter:
                return;
            case GenericInstanceType generic:
                Add(generic.ElementType);
                Add(generic.GenericArguments);
                return;
            case IModifierType modified:
                Add(modified.ElementType);
                Add(modified.ModifierType);
                return;
            case TypeSpecification wrapped:   // array, pointer, by reference
                Add(wrapped.ElementType);
                return;
            default:
                _named.Add(type);
                return;
        }
    }
}
